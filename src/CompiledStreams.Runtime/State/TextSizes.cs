using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>The sizes that texts are rounded up to: every 8 bytes up to 64, then four between powers of two, so at most a fifth is lost.</summary>
internal static class TextSizes
{
    /// <summary>How many sizes there are.</summary>
    public const int Count = 36;

    /// <summary>Sizes between a size over 64 and its double.</summary>
    public const int PerDoubling = 4;

    /// <summary>The longest text that shares a chunk with others.</summary>
    public const int Longest = 8192;

    /// <summary>Index of the smallest size that holds a text of 1 to <see cref="Longest"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(int length)
    {
        uint last = (uint)length - 1;
        if (last < 64)
            return (int)(last >> 3);

        int power = BitOperations.Log2(last);
        return (power * 4) + (int)(last >> (power - 2)) - 20;
    }

    /// <summary>Bytes of the size with this index.</summary>
    public static int BytesOf(int index) => index < 8 ? (index + 1) * 8 : (5 + (index & 3)) << ((index >> 2) + 2);
}
