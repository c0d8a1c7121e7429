using CompiledStreams.Benchmarks.Variants.Compiled;
using CompiledStreams.Benchmarks.Variants.HandWritten;
using CompiledStreams.Benchmarks.Variants.Akka;
using CompiledStreams.Benchmarks.Variants.Chain;
using CompiledStreams.Benchmarks.Variants.Dataflow;
using CompiledStreams.Benchmarks.Variants.Linq;
using CompiledStreams.Benchmarks.Variants.Rx;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>Structs to structs: keeps positive amounts, half of them at random, and computes a field.</summary>
internal static class FilterMapJob
{
    public static Job Create() => new Job<ArrayWorkload<Taxed>>(
        "filter-map", "24 B structs, half of them dropped at random, to 24 B structs", keys: 10_000, events: 2_000_000, slowEvents: 200_000,
        static (events, customers) =>
        {
            var purchases = Data.Purchases(events, customers, zeroShare: 0.5, negative: true);
            return new ArrayWorkload<Taxed>(purchases, customers, Data.Taxed(purchases));
        },
        static () => new CompiledFilterMap(),
        static () => new HandWrittenFilterMap(),
        static () => new ChainFilterMap(),
        static () => new LinqFilterMap(),
        static () => new RxFilterMap(),
        static () => new DataflowFilterMap(),
        static () => new AkkaFilterMap());
}
