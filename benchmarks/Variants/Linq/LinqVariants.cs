using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Linq;

// Where and Select over arrays and iterators; the running totals are a Select over a Dictionary, since GroupBy
// would hold all its input. Lambdas are static or cached delegates, the results are copied by foreach.

internal sealed class LinqFilterMap : Variant<ArrayWorkload<Taxed>>
{
    public override string Name => "linq";

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        var count = 0;
        foreach (var taxed in workload.Input.Where(static p => Operators.IsPurchase(p)).Select(static p => Operators.Tax(p)))
            workload.Output[count++] = taxed;
        workload.Written = count;
    }
}

internal sealed class LinqKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "linq";

    public override void Prepare(ArrayWorkload<Spending> workload) => _totals.Warm(workload.Customers);

    public override void Run(ArrayWorkload<Spending> workload)
    {
        var count = 0;
        foreach (var spending in workload.Input.Select(p => _totals.Add(p.Customer, p.Amount)))
            workload.Output[count++] = spending;
        workload.Written = count;
    }
}

internal sealed class LinqDecode : Variant<DecodeWorkload>
{
    public override string Name => "linq";

    public override bool IsSlow => true;

    public override void Run(DecodeWorkload workload)
    {
        var count = 0L;
        var sum = new PurchaseReader(workload.Input).ReadAll()
            .Select(static p => DecodeWorkload.CheckOf(p.Time, p.Customer, p.Amount))
            .Aggregate(0UL, (total, check) =>
            {
                count++;
                return total + check;
            });
        workload.Sum = new Outcome(count, sum);
    }
}

internal sealed class LinqEncode : Variant<EncodeWorkload>
{
    public override string Name => "linq";

    public override bool IsSlow => true;

    public override void Run(EncodeWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        foreach (var line in workload.Input.Select(SpendingLine.Of))
            output.Write(line);
        output.Flush();
    }
}

internal sealed class LinqJsonToJson : Variant<LinesWorkload>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "linq";

    public override bool IsSlow => true;

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        var lines = new PurchaseReader(workload.Input).ReadAll()
            .Where(static p => p.Amount > 0)
            .Select(p => SpendingLine.Of(_totals.Add(p.Customer, p.Amount)));
        foreach (var line in lines)
            output.Write(line);
        output.Flush();
    }
}
