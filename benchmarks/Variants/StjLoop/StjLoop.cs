using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.StjLoop;

// What most people would write: System.Text.Json objects, a plain loop, a Dictionary.

internal sealed class StjDecode : Variant<DecodeWorkload>
{
    public override string Name => "stj-loop";

    public override bool IsSlow => true;

    public override void Run(DecodeWorkload workload)
    {
        var lines = new PurchaseReader(workload.Input);
        var (count, sum) = (0L, 0UL);
        while (lines.TryRead(out var line))
        {
            sum += DecodeWorkload.CheckOf(line.Time, line.Customer, line.Amount);
            count++;
        }

        workload.Sum = new Outcome(count, sum);
    }
}

internal sealed class StjEncode : Variant<EncodeWorkload>
{
    public override string Name => "stj-loop";

    public override bool IsSlow => true;

    public override void Run(EncodeWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        foreach (var spending in workload.Input)
            output.Write(SpendingLine.Of(spending));
        output.Flush();
    }
}

internal sealed class StjJsonToJson : Variant<LinesWorkload>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "stj-loop";

    public override bool IsSlow => true;

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var lines = new PurchaseReader(workload.Input);
        var output = new SpendingWriter(workload.Output);
        while (lines.TryRead(out var line))
        {
            if (line.Amount > 0)
                output.Write(SpendingLine.Of(_totals.Add(line.Customer, line.Amount)));
        }

        output.Flush();
    }
}
