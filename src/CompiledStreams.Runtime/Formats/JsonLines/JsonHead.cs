using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Runtime;

/// <summary>How records usually begin: a literal, an integer of so many digits, and the next literal, which is then compared as a whole.</summary>
/// <remarks>Times have the same length for centuries. Each byte has a least and a greatest value: a literal's are equal, a digit's are 0 and 9, a first digit's 1 and 9.
/// How many digits are usual is learned from the record that a block begins with. A few records that begin otherwise change nothing; where what was learned
/// didn't hold for the very next block, lengths differ all the time, and it is given up for a while.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonHead
{
    private const int Reach = 2 * 32;
    private const int FewMisses = 16;
    private const int Rest = 64;

    private readonly byte[] _before;
    private readonly byte[] _behind;
    private readonly int _most;
    private int _digits;
    private int _resting;
    private bool _isNew;

    /// <summary>Makes the head of records.</summary>
    /// <param name="before">What stands before the integer.</param>
    /// <param name="behind">What stands behind it.</param>
    /// <param name="most">Most digits, so that every number of as many is in range; at most 15.</param>
    public JsonHead(ReadOnlySpan<byte> before, ReadOnlySpan<byte> behind, int most)
    {
        _before = before.ToArray();
        _behind = behind.ToArray();
        _most = most;
        Set(0);
    }

    /// <summary>Where the integer begins.</summary>
    internal int Before => _before.Length;

    /// <summary>How long it is.</summary>
    internal int Length { get; private set; }

    /// <summary>Where the last 32 bytes of it begin.</summary>
    internal int Tail { get; private set; }

    /// <summary>The least bytes at its begin and at its tail, and how much greater each may be.</summary>
    internal Vector256<byte> Least { get; private set; }

    internal Vector256<byte> Range { get; private set; }

    internal Vector256<byte> TailLeast { get; private set; }

    internal Vector256<byte> TailRange { get; private set; }

    /// <summary>How the digits move to the end of a vector.</summary>
    internal Vector128<byte> Order { get; private set; }

    /// <summary>Records that began otherwise, since the last block began.</summary>
    internal int Misses { get; set; }

    /// <summary>A block begins: if the records of the last one often began otherwise, this one's first record says what is usual now.</summary>
    /// <param name="start">The buffer.</param>
    /// <param name="position">Where the first record begins.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    public void Learn(ref byte start, int position, int end)
    {
        int misses = Misses;
        Misses = 0;
        if (_resting > 0)
        {
            _resting--;
            return;
        }

        bool wasNew = _isNew;
        _isNew = false;
        if (_digits != 0 && misses <= FewMisses)
            return;

        if (wasNew)
        {
            _resting = Rest;
            Set(0);
            return;
        }

        Set(DigitsOf(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, position), end - position)));
        _isNew = _digits != 0;
    }

    private int DigitsOf(ReadOnlySpan<byte> record)
    {
        if (!record.StartsWith(_before))
            return 0;

        int digits = record[_before.Length..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits > 0 && digits <= _most && _before.Length + digits + _behind.Length <= Reach ? digits : 0;
    }

    /// <summary>Sets how many digits are usual; with 0 no record begins so.</summary>
    private void Set(int digits)
    {
        _digits = digits;
        Length = _before.Length + digits + _behind.Length;
        Tail = Math.Max(0, Length - Vector256<byte>.Count);

        // Behind it anything may stand.
        Span<byte> least = stackalloc byte[Reach];
        Span<byte> greatest = stackalloc byte[Reach];
        least.Clear();
        greatest.Fill(digits == 0 ? (byte)0 : byte.MaxValue);
        if (digits > 0)
        {
            Fill(least, digits > 1 ? (byte)'1' : (byte)'0', (byte)'0');
            Fill(greatest, (byte)'9', (byte)'9');
        }

        Least = Vector256.Create<byte>(least.Slice(0, Vector256<byte>.Count));
        Range = Vector256.Create<byte>(greatest.Slice(0, Vector256<byte>.Count)) - Least;
        TailLeast = Vector256.Create<byte>(least.Slice(Tail, Vector256<byte>.Count));
        TailRange = Vector256.Create<byte>(greatest.Slice(Tail, Vector256<byte>.Count)) - TailLeast;
        Order = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(JsonScan.Window), (nuint)(uint)digits);

        void Fill(Span<byte> bounds, byte first, byte others)
        {
            _before.CopyTo(bounds);
            bounds.Slice(_before.Length, digits).Fill(others);
            bounds[_before.Length] = first;
            _behind.CopyTo(bounds[(_before.Length + digits)..]);
        }
    }
}
