using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Keys that are one scalar: integers, enums, bool, char, dates, timestamps, <see cref="Guid"/>.</summary>
/// <typeparam name="T">1, 2, 4, 8 or 16 bytes, where equal values have equal bytes: no padding, no floating point.</typeparam>
/// <remarks>Up to 4 bytes the hash is the key, and the table keeps nothing else of it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ScalarKey<T> : IKeyLayout<T, T>
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
}
