using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>Events on their way from one loop to the next. Keeps its memory, and grows where several branches fill it.</summary>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventBlock<T>
{
    private T[] _items = [];
    private int _count;

    /// <summary>Room behind the events that are in the block; to be filled from its start and then committed.</summary>
    /// <param name="count">How many events may come at most.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Reserve(int count)
    {
        if (count > _items.Length - _count)
            Grow(count);

        return _items.AsSpan(_count, count);
    }

    /// <summary>Keeps the first events of the room reserved last.</summary>
    /// <param name="count">How many events came; 0 or more.</param>
    public void Commit(int count) => _count += count;

    /// <summary>Takes all events. They are valid until the next call of <see cref="Reserve"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Take()
    {
        ReadOnlySpan<T> taken = _items.AsSpan(0, _count);
        _count = 0;
        return taken;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count) => Array.Resize(ref _items, Math.Max(LaneProgram.BlockSize, checked(_count + count)));
}
