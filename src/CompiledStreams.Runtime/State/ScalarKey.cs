using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Keys that are one scalar: integers, enums, bool, char, dates, timestamps, <see cref="Guid"/>.</summary>
/// <typeparam name="T">1, 2, 4, 8 or 16 bytes, where equal values have equal bytes: no padding, no floating point.</typeparam>
/// <remarks>Up to 4 bytes the hash is the key, and the table keeps nothing else of it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ScalarKey<T> : IKeyLayout<T, T>, IKeyCodec<T, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool HashIsKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<T>() <= 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(in T key)
    {
        if (Unsafe.SizeOf<T>() <= 4)
            return KeyHash.Mix((uint)ScalarBits.Low(key));
        if (Unsafe.SizeOf<T>() == 8)
            return KeyHash.Of(ScalarBits.Low(key));
        return KeyHash.Finish(KeyHash.Combine(KeyHash.Seed, key));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equals(in T stored, in T key, TextArena arena) => EqualityComparer<T>.Default.Equals(stored, key);

    /// <inheritdoc/>
    public static int Compare(in T left, in T right, TextArena arena)
    {
        int low = ScalarBits.Low(left).CompareTo(ScalarBits.Low(right));
        return low != 0 || Unsafe.SizeOf<T>() <= 8 ? low : ScalarBits.High(left).CompareTo(ScalarBits.High(right));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Store(in T key, TextArena arena) => key;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(in T stored, TextArena arena) => stored;

    /// <inheritdoc/>
    public static void Drop(in T stored, TextArena arena)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromHash(uint hash) => ScalarBits.From<T>(KeyHash.Unmix(hash));

    /// <inheritdoc/>
    public static string Schema => ScalarBits.Name<T>();

    /// <inheritdoc/>
    public static void Save(in T stored, TextArena arena, StateWriter writer)
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1: writer.Write((byte)ScalarBits.Low(stored)); break;
            case 2: writer.Write((ushort)ScalarBits.Low(stored)); break;
            case 4: writer.Write((uint)ScalarBits.Low(stored)); break;
            case 8: writer.Write(ScalarBits.Low(stored)); break;
            default: writer.Write(new UInt128(ScalarBits.High(stored), ScalarBits.Low(stored))); break;
        }
    }

    /// <inheritdoc/>
    public static T LoadKey(ref StateReader reader) => Unsafe.SizeOf<T>() switch
    {
        1 => ScalarBits.From<T>(reader.ReadByte()),
        2 => ScalarBits.From<T>(reader.ReadUInt16()),
        4 => ScalarBits.From<T>(reader.ReadUInt32()),
        8 => Unsafe.BitCast<ulong, T>(reader.ReadUInt64()),
        _ => Unsafe.BitCast<UInt128, T>(reader.ReadUInt128()),
    };

    /// <inheritdoc/>
    public static void WriteKeyBytes(in T stored, TextArena arena, StateWriter to)
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1: to.Write((byte)ScalarBits.Low(stored)); break;
            case 2: to.Write(BinaryPrimitives.ReverseEndianness((ushort)ScalarBits.Low(stored))); break;
            case 4: to.Write(BinaryPrimitives.ReverseEndianness((uint)ScalarBits.Low(stored))); break;
            case 8: to.Write(BinaryPrimitives.ReverseEndianness(ScalarBits.Low(stored))); break;
            default: WriteGuid(Unsafe.BitCast<T, Guid>(stored), to); break;
        }
    }

    // The one scalar of 16 bytes.
    private static void WriteGuid(Guid id, StateWriter to)
    {
        Span<byte> characters = stackalloc byte[36];
        id.TryFormat(characters, out _, "D");
        to.WriteBytes(characters);
    }
}
