using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>The pairs of a block, each in a cache line of its own, so that writing and reading one touches no second line.</summary>
/// <remarks>What it gives is valid as long as it is reachable.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class DoublePairs
{
    private const nuint CacheLine = 64;

    // Pinned, and longer than its pairs by a line, in which the first one begins.
    private readonly byte[] _memory = GC.AllocateArray<byte>((int)((DoublePair.Block + 1) * CacheLine), pinned: true);
    private readonly DoublePair* _first;

    /// <summary>Makes a block.</summary>
    public DoublePairs() => _first = (DoublePair*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + CacheLine - 1) & ~(CacheLine - 1));

    /// <summary>All pairs.</summary>
    public Span<DoublePair> Block
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_first, DoublePair.Block);
    }

    /// <summary>A pair of the block.</summary>
    /// <param name="index">Which; not checked.</param>
    public ref DoublePair this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _first[(uint)index];
    }
}
