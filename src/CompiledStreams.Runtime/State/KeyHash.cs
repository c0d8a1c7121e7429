using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Hashes of keys and of their parts: the same in every process, on every machine.</summary>
/// <remarks>
/// A key of several parts is hashed as <c>Finish(Combine(Combine(Seed, a), b))</c>. The multiply-and-fold step is the one of wyhash and
/// of rapidhash (public domain): the 128-bit product of two words, its halves combined by exclusive or.
/// There is no secret: who chooses the keys can choose them to collide.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KeyHash
{
    /// <summary>Where the hash of a key of several parts starts.</summary>
    public const ulong Seed = 0x2D358DCCAA6C78A5;

    private const uint Golden32 = 0x9E3779B9;
    private const uint Golden32Inverse = 0x144CBC89;
    private const ulong Golden64 = 0x9E3779B97F4A7C15;
    private const ulong Secret1 = 0x8BB84B93962EACC9;
    private const ulong Secret2 = 0x4B33A62ED433D4A3;

    /// <summary>An invertible mix of 32 bits. Consecutive integers land in different buckets (Fibonacci hashing, Knuth vol. 3, 6.4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(uint value) => (value ^ (value >> 16)) * Golden32;

    /// <summary>What <see cref="Mix"/> was given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Unmix(uint hash)
    {
        uint folded = hash * Golden32Inverse;
        return folded ^ (folded >> 16);
    }

    /// <summary>The hash of 64 bits. Consecutive integers land in different buckets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ulong value) => (uint)(((value ^ (value >> 32)) * Golden64) >> 32);

    /// <summary>Adds 64 bits to the hash of a key of several parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong hash, ulong value) => Fold(hash ^ Secret1, value ^ Secret2) + hash;

    /// <summary>Adds a scalar of up to 16 bytes without padding to the hash of a key of several parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine<T>(ulong hash, T scalar)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() <= 8
            ? Combine(hash, ScalarBits.Low(scalar))
            : Combine(Combine(hash, ScalarBits.Low(scalar)), ScalarBits.High(scalar));

    /// <summary>Adds text to the hash of a key of several parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong hash, ReadOnlySpan<byte> text) => Combine(hash, OfText(text));

    /// <summary>The hash that a table uses, from the hash of a key's parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Finish(ulong hash) => (uint)(hash >> 32) ^ (uint)hash;

    /// <summary>A 64-bit hash of bytes: 16 at a time, the last 16 overlapping; up to 16 without a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfText(ReadOnlySpan<byte> text)
    {
        ref byte start = ref MemoryMarshal.GetReference(text);
        nuint length = (uint)text.Length;
        if (length > 16)
            return OfLongText(ref start, length);

        ulong first, last;
        if (length >= 8)
        {
            first = Unsafe.ReadUnaligned<ulong>(ref start);
            last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8));
        }
        else if (length >= 4)
        {
            first = Unsafe.ReadUnaligned<uint>(ref start);
            last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4));
        }
        else if (length > 0)
        {
            // One to three bytes: the first, the middle and the last are all of them.
            first = ((ulong)start << 16) | ((ulong)Unsafe.Add(ref start, length >> 1) << 8) | Unsafe.Add(ref start, length - 1);
            last = 0;
        }
        else
        {
            first = last = 0;
        }

        return FinishText(Seed, first, last, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong OfLongText(ref byte start, nuint length)
    {
        ulong hash = Seed;
        nuint at = 0;
        for (; at + 16 < length; at += 16)
            hash = Fold(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)) ^ Secret1, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at + 8)) ^ hash);

        ref byte tail = ref Unsafe.Add(ref start, length - 16);
        return FinishText(hash, Unsafe.ReadUnaligned<ulong>(ref tail), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref tail, 8)), length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FinishText(ulong hash, ulong first, ulong last, nuint length) =>
        Fold(Fold(first ^ Secret1 ^ length, last ^ hash) ^ Secret2, length ^ Golden64);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
