using System.Buffers.Binary;

namespace CompiledStreams.Store;

/// <summary>
/// Lays a key out as the bytes that decide its shard. Integers are big-endian at their width, an enum is its underlying type, a <see cref="Guid"/> is its 36
/// lower-case characters, text is UTF-8; the fields of a record struct follow each other, text in it behind its length in four bytes. A key that is one
/// value has the bytes of Kafka's own serializer for its type.
/// </summary>
/// <param name="buffer">Room for the whole key.</param>
internal ref struct KeyBytes(Span<byte> buffer)
{
    private const int GuidLength = 36;

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>The bytes so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Adds one byte.</summary>
    public void Add(byte value) => Take(1)[0] = value;

    /// <summary>Adds a 16-bit integer. An unsigned one is cast: the bytes are the same.</summary>
    public void Add(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    /// <summary>Adds a 32-bit integer.</summary>
    public void Add(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    /// <summary>Adds a 64-bit integer.</summary>
    public void Add(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    /// <summary>Adds an identifier.</summary>
    public void Add(Guid value) => value.TryFormat(Take(GuidLength), out _, "D");

    /// <summary>Adds text that is the whole key.</summary>
    public void AddText(ReadOnlySpan<byte> utf8) => utf8.CopyTo(Take(utf8.Length));

    /// <summary>Adds text that is one field of several.</summary>
    public void AddTextField(ReadOnlySpan<byte> utf8)
    {
        Add(utf8.Length);
        AddText(utf8);
    }

    private Span<byte> Take(int length)
    {
        Span<byte> taken = _buffer.Slice(_length, length);
        _length += length;
        return taken;
    }
}
