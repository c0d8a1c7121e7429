using CompiledStreams.Benchmarks.Variants.Compiled;
using CompiledStreams.Benchmarks.Variants.HandWritten;
using CompiledStreams.Benchmarks.Variants.Akka;
using CompiledStreams.Benchmarks.Variants.Chain;
using CompiledStreams.Benchmarks.Variants.Dataflow;
using CompiledStreams.Benchmarks.Variants.HandOwn;
using CompiledStreams.Benchmarks.Variants.Linq;
using CompiledStreams.Benchmarks.Variants.Rx;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>Bytes to bytes: decode, keep positive amounts, running total and average by customer, encode.</summary>
internal static class JsonToJsonJob
{
    public static Job Create(string name, int keys, int slowEvents) => new Job<LinesWorkload>(
        name, $"lines to lines, 2% dropped, running total and average by customer, {keys:N0} random customers", keys, events: 1_000_000, slowEvents,
        static (events, customers) =>
        {
            var purchases = Data.Purchases(events, customers, zeroShare: 0.02, negative: false);
            var spendings = Data.Spendings(purchases.Where(static p => Operators.IsPurchase(p)));
            return new LinesWorkload(Data.Lines(purchases), events, customers, Data.LinesOf(spendings));
        },
        static () => new CompiledJsonToJson(),
        static () => new HandWrittenJsonToJson(),
        static () => new HandOwnJsonToJson(),
        static () => new StjJsonToJson(),
        static () => new ChainJsonToJson(),
        static () => new LinqJsonToJson(),
        static () => new RxJsonToJson(),
        static () => new DataflowJsonToJson(),
        static () => new AkkaJsonToJson());
}
