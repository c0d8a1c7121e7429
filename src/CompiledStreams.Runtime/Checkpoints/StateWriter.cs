using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>Writes state and positions as a checkpoint holds them: numbers little-endian at their width, text behind its length. Keeps its memory.</summary>
/// <remarks>A value is read back by the method of <see cref="StateReader"/> for the same type.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateWriter
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(byte value) => Take(1)[0] = value;

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(sbyte value) => Take(1)[0] = (byte)value;

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(short value) => BinaryPrimitives.WriteInt16LittleEndian(Take(sizeof(short)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(char value) => Write((ushort)value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Take(16), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(Half value) => BinaryPrimitives.WriteHalfLittleEndian(Take(2), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(sizeof(float)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        foreach (int part in bits)
            Write(part);
    }

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(Guid value) => value.TryWriteBytes(Take(16));

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(Timestamp value) => Write(value.Microseconds);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(TimeSpan value) => Write(value.Ticks);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(DateOnly value) => Write(value.DayNumber);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(TimeOnly value) => Write(value.Ticks);

    /// <inheritdoc cref="Write(bool)"/>
    public void Write(DateTimeOffset value)
    {
        Write(value.Ticks);
        Write((short)value.TotalOffsetMinutes);
    }

    /// <summary>Writes bytes behind their length; to be read by <see cref="StateReader.ReadText"/>.</summary>
    /// <param name="utf8">The bytes.</param>
    public void WriteText(ReadOnlySpan<byte> utf8)
    {
        WriteLength((uint)utf8.Length);
        utf8.CopyTo(Take(utf8.Length));
    }

    /// <summary>Writes bytes without their length.</summary>
    /// <param name="bytes">The bytes.</param>
    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Writes the fields of a state; to be read by <see cref="StateReader.ReadState"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="text">Where its text lies.</param>
    /// <typeparam name="TState">The state.</typeparam>
    public void WriteState<TState>(in TState state, TextArena text)
        where TState : struct, IStateCodec<TState> => TState.Save(in state, this, text);

    /// <summary>Writes a string or null; to be read by <see cref="StateReader.ReadString"/>.</summary>
    /// <param name="value">The string.</param>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteLength(0);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        WriteLength((uint)length + 1);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>Writes a length or count in as few bytes as it needs.</summary>
    private void WriteLength(uint length)
    {
        for (; length >= 0x80; length >>= 7)
            Write((byte)(length | 0x80));

        Write((byte)length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Take(int count)
    {
        int start = _length;
        if (count > _bytes.Length - start)
            Grow(count);

        _length = start + count;
        return _bytes.AsSpan(start, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count) => Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)_length + count)));
}
