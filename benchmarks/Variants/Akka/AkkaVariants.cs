using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Akka;

// One fused graph without asynchronous boundaries, which is what the Akka.Streams docs advise for operators that cost little.
// The running totals are a Select over a Dictionary: GroupBy makes a substream a key.

/// <summary>The actor system that all streams run in, started once.</summary>
internal static class AkkaSystem
{
    public static ActorMaterializer Materializer { get; } = ActorSystem.Create("benchmarks", "akka.loglevel = ERROR").Materializer();
}

internal sealed class AkkaFilterMap : Variant<ArrayWorkload<Taxed>>
{
    public override string Name => "akka";

    public override bool IsSlow => true;

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        var count = 0;
        Source.From(workload.Input)
            .Where(static p => Operators.IsPurchase(p))
            .Select(static p => Operators.Tax(p))
            .RunForeach(taxed => workload.Output[count++] = taxed, AkkaSystem.Materializer)
            .GetAwaiter().GetResult();
        workload.Written = count;
    }
}

internal sealed class AkkaKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "akka";

    public override bool IsSlow => true;

    public override void Prepare(ArrayWorkload<Spending> workload) => _totals.Warm(workload.Customers);

    public override void Run(ArrayWorkload<Spending> workload)
    {
        var count = 0;
        Source.From(workload.Input)
            .Select(p => _totals.Add(p.Customer, p.Amount))
            .RunForeach(spending => workload.Output[count++] = spending, AkkaSystem.Materializer)
            .GetAwaiter().GetResult();
        workload.Written = count;
    }
}

internal sealed class AkkaDecode : Variant<DecodeWorkload>
{
    public override string Name => "akka";

    public override bool IsSlow => true;

    public override void Run(DecodeWorkload workload)
    {
        var (count, sum) = (0L, 0UL);
        Source.From(new PurchaseReader(workload.Input).ReadAll())
            .Select(static p => DecodeWorkload.CheckOf(p.Time, p.Customer, p.Amount))
            .RunForeach(
                check =>
                {
                    sum += check;
                    count++;
                },
                AkkaSystem.Materializer)
            .GetAwaiter().GetResult();
        workload.Sum = new Outcome(count, sum);
    }
}

internal sealed class AkkaEncode : Variant<EncodeWorkload>
{
    public override string Name => "akka";

    public override bool IsSlow => true;

    public override void Run(EncodeWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        Source.From(workload.Input)
            .Select(SpendingLine.Of)
            .RunForeach(output.Write, AkkaSystem.Materializer)
            .GetAwaiter().GetResult();
        output.Flush();
    }
}

internal sealed class AkkaJsonToJson : Variant<LinesWorkload>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "akka";

    public override bool IsSlow => true;

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        Source.From(new PurchaseReader(workload.Input).ReadAll())
            .Where(static p => p.Amount > 0)
            .Select(p => SpendingLine.Of(_totals.Add(p.Customer, p.Amount)))
            .RunForeach(output.Write, AkkaSystem.Materializer)
            .GetAwaiter().GetResult();
        output.Flush();
    }
}
