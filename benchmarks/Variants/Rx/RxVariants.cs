using System.Reactive.Linq;
using System.Reactive.Subjects;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Rx;

// A Subject that a loop pushes into, which costs a fifth of ToObservable and its scheduler. The running totals are a
// Select over a Dictionary, which costs a twentieth of GroupBy and Scan.

internal sealed class RxFilterMap : Variant<ArrayWorkload<Taxed>>
{
    public override string Name => "rx";

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        var count = 0;
        using var purchases = new Subject<Purchase>();
        using var subscription = purchases
            .Where(static p => Operators.IsPurchase(p))
            .Select(static p => Operators.Tax(p))
            .Subscribe(taxed => workload.Output[count++] = taxed);
        foreach (var purchase in workload.Input)
            purchases.OnNext(purchase);
        purchases.OnCompleted();
        workload.Written = count;
    }
}

internal sealed class RxKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "rx";

    public override void Prepare(ArrayWorkload<Spending> workload) => _totals.Warm(workload.Customers);

    public override void Run(ArrayWorkload<Spending> workload)
    {
        var count = 0;
        using var purchases = new Subject<Purchase>();
        using var subscription = purchases
            .Select(p => _totals.Add(p.Customer, p.Amount))
            .Subscribe(spending => workload.Output[count++] = spending);
        foreach (var purchase in workload.Input)
            purchases.OnNext(purchase);
        purchases.OnCompleted();
        workload.Written = count;
    }
}

internal sealed class RxDecode : Variant<DecodeWorkload>
{
    public override string Name => "rx";

    public override bool IsSlow => true;

    public override void Run(DecodeWorkload workload)
    {
        var (count, sum) = (0L, 0UL);
        var lines = new PurchaseReader(workload.Input);
        using var purchases = new Subject<PurchaseLine>();
        using var subscription = purchases
            .Select(static p => DecodeWorkload.CheckOf(p.Time, p.Customer, p.Amount))
            .Subscribe(check =>
            {
                sum += check;
                count++;
            });
        while (lines.TryRead(out var line))
            purchases.OnNext(line);
        purchases.OnCompleted();
        workload.Sum = new Outcome(count, sum);
    }
}

internal sealed class RxEncode : Variant<EncodeWorkload>
{
    public override string Name => "rx";

    public override bool IsSlow => true;

    public override void Run(EncodeWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        using var spendings = new Subject<Spending>();
        using var subscription = spendings.Select(SpendingLine.Of).Subscribe(output.Write);
        foreach (var spending in workload.Input)
            spendings.OnNext(spending);
        spendings.OnCompleted();
        output.Flush();
    }
}

internal sealed class RxJsonToJson : Variant<LinesWorkload>
{
    private readonly CustomerTotals _totals = new();

    public override string Name => "rx";

    public override bool IsSlow => true;

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var lines = new PurchaseReader(workload.Input);
        var output = new SpendingWriter(workload.Output);
        using var purchases = new Subject<PurchaseLine>();
        using var subscription = purchases
            .Where(static p => p.Amount > 0)
            .Select(p => SpendingLine.Of(_totals.Add(p.Customer, p.Amount)))
            .Subscribe(output.Write);
        while (lines.TryRead(out var line))
            purchases.OnNext(line);
        purchases.OnCompleted();
        output.Flush();
    }
}
