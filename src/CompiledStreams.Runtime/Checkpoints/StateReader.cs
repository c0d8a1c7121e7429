using System.Buffers.Binary;
using System.ComponentModel;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>Reads what a <see cref="StateWriter"/> wrote, in the same order.</summary>
/// <param name="bytes">What was written.</param>
/// <exception cref="InvalidDataException">A method was called for more than was written.</exception>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a value.</summary>
    public bool ReadBoolean() => Take(1)[0] != 0;

    /// <inheritdoc cref="ReadBoolean"/>
    public byte ReadByte() => Take(1)[0];

    /// <inheritdoc cref="ReadBoolean"/>
    public sbyte ReadSByte() => (sbyte)Take(1)[0];

    /// <inheritdoc cref="ReadBoolean"/>
    public short ReadInt16() => BinaryPrimitives.ReadInt16LittleEndian(Take(sizeof(short)));

    /// <inheritdoc cref="ReadBoolean"/>
    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    /// <inheritdoc cref="ReadBoolean"/>
    public char ReadChar() => (char)ReadUInt16();

    /// <inheritdoc cref="ReadBoolean"/>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <inheritdoc cref="ReadBoolean"/>
    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <inheritdoc cref="ReadBoolean"/>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <inheritdoc cref="ReadBoolean"/>
    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <inheritdoc cref="ReadBoolean"/>
    public Int128 ReadInt128() => BinaryPrimitives.ReadInt128LittleEndian(Take(16));

    /// <inheritdoc cref="ReadBoolean"/>
    public UInt128 ReadUInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    /// <inheritdoc cref="ReadBoolean"/>
    public Half ReadHalf() => BinaryPrimitives.ReadHalfLittleEndian(Take(2));

    /// <inheritdoc cref="ReadBoolean"/>
    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    /// <inheritdoc cref="ReadBoolean"/>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <inheritdoc cref="ReadBoolean"/>
    public decimal ReadDecimal() => new([ReadInt32(), ReadInt32(), ReadInt32(), ReadInt32()]);

    /// <inheritdoc cref="ReadBoolean"/>
    public Guid ReadGuid() => new(Take(16));

    /// <inheritdoc cref="ReadBoolean"/>
    public Timestamp ReadTimestamp() => new(ReadInt64());

    /// <inheritdoc cref="ReadBoolean"/>
    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    /// <inheritdoc cref="ReadBoolean"/>
    public DateOnly ReadDateOnly() => DateOnly.FromDayNumber(ReadInt32());

    /// <inheritdoc cref="ReadBoolean"/>
    public TimeOnly ReadTimeOnly() => new(ReadInt64());

    /// <inheritdoc cref="ReadBoolean"/>
    public DateTimeOffset ReadDateTimeOffset() => new(ReadInt64(), TimeSpan.FromMinutes(ReadInt16()));

    /// <summary>Reads bytes that lie behind their length; a part of what was written.</summary>
    public ReadOnlySpan<byte> ReadText() => Take((int)ReadLength());

    /// <summary>Reads the fields of a state.</summary>
    /// <param name="text">Takes its text.</param>
    /// <typeparam name="TState">The state.</typeparam>
    public TState ReadState<TState>(TextArena text)
        where TState : struct, IStateCodec<TState>
    {
        TState state = default;
        TState.Load(ref state, ref this, text);
        return state;
    }

    /// <summary>Reads a string or null.</summary>
    public string? ReadString()
    {
        uint length = ReadLength();
        return length == 0 ? null : Encoding.UTF8.GetString(Take((int)length - 1));
    }

    private uint ReadLength()
    {
        uint length = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = ReadByte();
            length |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
                return length;
        }

        throw new InvalidDataException("A length in the checkpoint has no end.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw new InvalidDataException($"The checkpoint has {_rest.Length} bytes where {(uint)count} are to be read.");

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
