using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Chain;

internal sealed class ChainFilterMap : Variant<ArrayWorkload<Taxed>>
{
    public override string Name => "chain";

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        var output = new StoreInArray<Taxed>(workload.Output);
        Operator<Purchase> first = new FilterPurchases(new TaxPurchases(output));
        foreach (ref readonly var purchase in workload.Input.AsSpan())
            first.OnNext(purchase);
        workload.Written = output.Count;
    }
}

internal sealed class ChainKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "chain";

    public override void Prepare(ArrayWorkload<Spending> workload) => _totals.Warm(workload.Customers);

    public override void Run(ArrayWorkload<Spending> workload)
    {
        var output = new StoreInArray<Spending>(workload.Output);
        Operator<Purchase> first = new SumByCustomer(_totals, output);
        foreach (ref readonly var purchase in workload.Input.AsSpan())
            first.OnNext(purchase);
        workload.Written = output.Count;
    }
}

internal sealed class ChainDecode : Variant<DecodeWorkload>
{
    public override string Name => "chain";

    public override bool IsSlow => true;

    public override void Run(DecodeWorkload workload)
    {
        var lines = new PurchaseReader(workload.Input);
        var output = new SumLines();
        Operator<PurchaseLine> first = output;
        while (lines.TryRead(out var line))
            first.OnNext(line);
        workload.Sum = new Outcome(output.Count, output.Sum);
    }
}

internal sealed class ChainEncode : Variant<EncodeWorkload>
{
    public override string Name => "chain";

    public override bool IsSlow => true;

    public override void Run(EncodeWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        Operator<Spending> first = new WriteLines(output);
        foreach (ref readonly var spending in workload.Input.AsSpan())
            first.OnNext(spending);
        output.Flush();
    }
}

internal sealed class ChainJsonToJson : Variant<LinesWorkload>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "chain";

    public override bool IsSlow => true;

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var lines = new PurchaseReader(workload.Input);
        var output = new SpendingWriter(workload.Output);
        Operator<PurchaseLine> first = new FilterLines(new SumLinesByCustomer(_totals, new WriteLines(output)));
        while (lines.TryRead(out var line))
            first.OnNext(line);
        output.Flush();
    }
}
