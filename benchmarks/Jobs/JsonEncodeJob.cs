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

/// <summary>Structs to bytes: running totals and averages, so most numbers have 16 or 17 digits.</summary>
internal static class JsonEncodeJob
{
    public static Job Create() => new Job<EncodeWorkload>(
        "json-encode", "24 B structs to lines {\"customer\":1,\"total\":2.5,\"average\":1.25}, running totals", keys: 10_000, events: 1_000_000, slowEvents: 250_000,
        static (events, customers) =>
        {
            var spendings = Data.Spendings(Data.Purchases(events, customers, zeroShare: 0, negative: false));
            return new EncodeWorkload(spendings, customers, Data.LinesOf(spendings));
        },
        static () => new CompiledEncode(),
        static () => new HandWrittenEncode(),
        static () => new HandOwnEncode(),
        static () => new StjEncode(),
        static () => new ChainEncode(),
        static () => new LinqEncode(),
        static () => new RxEncode(),
        static () => new DataflowEncode(),
        static () => new AkkaEncode());
}
