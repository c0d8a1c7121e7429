using System.IO.Pipelines;
using System.Threading.Tasks.Dataflow;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Dataflow;

/// <summary>The two ends of the JSON jobs.</summary>
internal static class LineBlocks
{
    /// <summary>Decodes lines on the caller's thread, sends them in batches, and completes the block.</summary>
    public static void SendLines(this ITargetBlock<Batch<PurchaseLine>> block, PipeReader input, BatchPool<PurchaseLine> pool)
    {
        var lines = new PurchaseReader(input);
        var batch = pool.Rent();
        while (lines.TryRead(out var line))
        {
            batch.Items[batch.Count++] = line;
            if (batch.Count == Batch<PurchaseLine>.Size)
            {
                block.Send(batch);
                batch = pool.Rent();
            }
        }

        block.Send(batch);
        block.Complete();
    }

    /// <summary>A block that encodes spendings.</summary>
    public static ActionBlock<Batch<Spending>> Write(SpendingWriter output, BatchPool<Spending> pool) => new(
        batch =>
        {
            foreach (ref readonly var spending in batch.Span)
                output.Write(SpendingLine.Of(spending));
            pool.Return(batch);
        },
        Settings.Block);
}
