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

/// <summary>Bytes to a sum: time, customer and amount of every line.</summary>
internal static class JsonDecodeJob
{
    public static Job Create() => new Job<DecodeWorkload>(
        "json-decode", "lines {\"time\":1700000000003,\"customer\":1234567,\"amount\":12.34}, all fields summed", keys: 1_000_000, events: 1_000_000, slowEvents: 250_000,
        static (events, customers) =>
        {
            var purchases = Data.Purchases(events, customers, zeroShare: 0.02, negative: false);
            return new DecodeWorkload(Data.Lines(purchases), events, customers, Data.SumOf(purchases));
        },
        static () => new CompiledDecode(),
        static () => new HandWrittenDecode(),
        static () => new HandOwnDecode(),
        static () => new StjDecode(),
        static () => new ChainDecode(),
        static () => new LinqDecode(),
        static () => new RxDecode(),
        static () => new DataflowDecode(),
        static () => new AkkaDecode());
}
