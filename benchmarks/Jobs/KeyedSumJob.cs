using CompiledStreams.Benchmarks.Variants.Compiled;
using CompiledStreams.Benchmarks.Variants.HandWritten;
using CompiledStreams.Benchmarks.Variants.Akka;
using CompiledStreams.Benchmarks.Variants.Chain;
using CompiledStreams.Benchmarks.Variants.Dataflow;
using CompiledStreams.Benchmarks.Variants.Linq;
using CompiledStreams.Benchmarks.Variants.Rx;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>Structs to structs: running total and average by customer, one result for each purchase, random customers.</summary>
internal static class KeyedSumJob
{
    public static Job Create(string name, int keys) => new Job<ArrayWorkload<Spending>>(
        name, $"24 B structs, running total and average by customer, {keys:N0} random customers", keys, events: 2_000_000, slowEvents: keys > 100_000 ? 500_000 : 200_000,
        static (events, customers) =>
        {
            var purchases = Data.Purchases(events, customers, zeroShare: 0, negative: false);
            return new ArrayWorkload<Spending>(purchases, customers, Data.Spendings(purchases));
        },
        static () => new CompiledKeyedSum(),
        static () => new HandWrittenKeyedSum(),
        static () => new ChainKeyedSum(),
        static () => new LinqKeyedSum(),
        static () => new RxKeyedSum(),
        static () => new DataflowKeyedSum(),
        static () => new AkkaKeyedSum());
}
