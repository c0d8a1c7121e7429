using System.Threading.Tasks.Dataflow;

namespace CompiledStreams.Benchmarks.Variants.Dataflow;

/// <summary>A message: up to 256 events in an array that is used again. Dataflow's docs call it coarse-grained.</summary>
internal sealed class Batch<T>
{
    public const int Size = 256;

    public T[] Items { get; } = new T[Size];

    public int Count { get; set; }

    public ReadOnlySpan<T> Span => Items.AsSpan(0, Count);
}

/// <summary>Batches that are not on their way; as many as there are in flight at most.</summary>
internal sealed class BatchPool<T>
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<Batch<T>> _free = new();

    public Batch<T> Rent()
    {
        var batch = _free.TryDequeue(out var free) ? free : new Batch<T>();
        batch.Count = 0;
        return batch;
    }

    public void Return(Batch<T> batch) => _free.Enqueue(batch);
}

/// <summary>The settings of all blocks and links: in order, bounded, one producer each.</summary>
internal static class Settings
{
    public static ExecutionDataflowBlockOptions Block { get; } =
        new() { BoundedCapacity = 64, SingleProducerConstrained = true };

    public static DataflowLinkOptions Link { get; } = new() { PropagateCompletion = true };

    /// <summary>Hands a batch to a block, and waits while the block is full.</summary>
    public static void Send<T>(this ITargetBlock<Batch<T>> block, Batch<T> batch)
    {
        if (!block.Post(batch))
            block.SendAsync(batch).GetAwaiter().GetResult();
    }

    /// <summary>Sends an array in batches, then completes the block.</summary>
    public static void SendAll<T>(this ITargetBlock<Batch<T>> block, T[] items, BatchPool<T> pool)
    {
        for (var start = 0; start < items.Length; start += Batch<T>.Size)
        {
            var batch = pool.Rent();
            batch.Count = Math.Min(Batch<T>.Size, items.Length - start);
            items.AsSpan(start, batch.Count).CopyTo(batch.Items);
            block.Send(batch);
        }

        block.Complete();
    }
}
