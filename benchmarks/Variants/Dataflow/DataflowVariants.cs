using System.Threading.Tasks.Dataflow;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Dataflow;

// A producer and a block an operator, linked, with batches of 256 events as messages: Dataflow is made for coarse-grained
// messages, and one event a message costs 20 to 100 times as much. The blocks run on all cores.

internal sealed class DataflowFilterMap : Variant<ArrayWorkload<Taxed>>
{
    private readonly BatchPool<Purchase> _purchases = new();
    private readonly BatchPool<Taxed> _taxed = new();

    public override string Name => "dataflow";

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        var written = 0;
        var map = new TransformBlock<Batch<Purchase>, Batch<Taxed>>(FilterMap, Settings.Block);
        var store = new ActionBlock<Batch<Taxed>>(
            batch =>
            {
                batch.Span.CopyTo(workload.Output.AsSpan(written));
                written += batch.Count;
                _taxed.Return(batch);
            },
            Settings.Block);
        using var link = map.LinkTo(store, Settings.Link);
        map.SendAll(workload.Input, _purchases);
        store.Completion.GetAwaiter().GetResult();
        workload.Written = written;
    }

    private Batch<Taxed> FilterMap(Batch<Purchase> purchases)
    {
        var taxed = _taxed.Rent();
        var count = 0;
        foreach (ref readonly var purchase in purchases.Span)
        {
            if (Operators.IsPurchase(purchase))
                taxed.Items[count++] = Operators.Tax(purchase);
        }

        taxed.Count = count;
        _purchases.Return(purchases);
        return taxed;
    }
}

internal sealed class DataflowKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly CustomerTotals _totals = new();
    private readonly BatchPool<Purchase> _purchases = new();
    private readonly BatchPool<Spending> _spendings = new();

    public override string Name => "dataflow";

    public override void Prepare(ArrayWorkload<Spending> workload) => _totals.Warm(workload.Customers);

    public override void Run(ArrayWorkload<Spending> workload)
    {
        var written = 0;
        var sum = new TransformBlock<Batch<Purchase>, Batch<Spending>>(Sum, Settings.Block);
        var store = new ActionBlock<Batch<Spending>>(
            batch =>
            {
                batch.Span.CopyTo(workload.Output.AsSpan(written));
                written += batch.Count;
                _spendings.Return(batch);
            },
            Settings.Block);
        using var link = sum.LinkTo(store, Settings.Link);
        sum.SendAll(workload.Input, _purchases);
        store.Completion.GetAwaiter().GetResult();
        workload.Written = written;
    }

    private Batch<Spending> Sum(Batch<Purchase> purchases)
    {
        var spendings = _spendings.Rent();
        for (var i = 0; i < purchases.Count; i++)
            spendings.Items[i] = _totals.Add(purchases.Items[i].Customer, purchases.Items[i].Amount);
        spendings.Count = purchases.Count;
        _purchases.Return(purchases);
        return spendings;
    }
}

internal sealed class DataflowDecode : Variant<DecodeWorkload>
{
    private readonly BatchPool<PurchaseLine> _lines = new();

    public override string Name => "dataflow";

    public override bool IsSlow => true;

    public override void Run(DecodeWorkload workload)
    {
        var (count, sum) = (0L, 0UL);
        var add = new ActionBlock<Batch<PurchaseLine>>(
            batch =>
            {
                foreach (var line in batch.Span)
                    sum += DecodeWorkload.CheckOf(line.Time, line.Customer, line.Amount);
                count += batch.Count;
                _lines.Return(batch);
            },
            Settings.Block);
        add.SendLines(workload.Input, _lines);
        add.Completion.GetAwaiter().GetResult();
        workload.Sum = new Outcome(count, sum);
    }
}

internal sealed class DataflowEncode : Variant<EncodeWorkload>
{
    private readonly BatchPool<Spending> _spendings = new();

    public override string Name => "dataflow";

    public override bool IsSlow => true;

    public override void Run(EncodeWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        var write = LineBlocks.Write(output, _spendings);
        write.SendAll(workload.Input, _spendings);
        write.Completion.GetAwaiter().GetResult();
        output.Flush();
    }
}

internal sealed class DataflowJsonToJson : Variant<LinesWorkload>
{
    private readonly CustomerTotals _totals = new();
    private readonly BatchPool<PurchaseLine> _lines = new();
    private readonly BatchPool<Spending> _spendings = new();

    public override string Name => "dataflow";

    public override bool IsSlow => true;

    public override void Prepare(LinesWorkload workload) => _totals.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var output = new SpendingWriter(workload.Output);
        var sum = new TransformBlock<Batch<PurchaseLine>, Batch<Spending>>(Sum, Settings.Block);
        var write = LineBlocks.Write(output, _spendings);
        using var link = sum.LinkTo(write, Settings.Link);
        sum.SendLines(workload.Input, _lines);
        write.Completion.GetAwaiter().GetResult();
        output.Flush();
    }

    private Batch<Spending> Sum(Batch<PurchaseLine> lines)
    {
        var spendings = _spendings.Rent();
        var count = 0;
        foreach (var line in lines.Span)
        {
            if (line.Amount > 0)
                spendings.Items[count++] = _totals.Add(line.Customer, line.Amount);
        }

        spendings.Count = count;
        _lines.Return(lines);
        return spendings;
    }
}
