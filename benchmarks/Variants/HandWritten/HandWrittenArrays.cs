using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Runtime;

namespace CompiledStreams.Benchmarks.Variants.HandWritten;

// The best loop written by hand over the project's own codec and table: what the compiler has to come near.

internal sealed class HandWrittenFilterMap : Variant<ArrayWorkload<Taxed>>
{
    public override string Name => "hand-written";

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        ReadOnlySpan<Purchase> input = workload.Input;
        Span<Taxed> output = workload.Output;
        int written = 0;
        for (int i = 0; i < input.Length; i++)
        {
            ref readonly Purchase purchase = ref input[i];
            if (purchase.Amount > 0)
            {
                ref Taxed taxed = ref output[written++];
                taxed.Time = purchase.Time;
                taxed.Customer = purchase.Customer;
                taxed.Gross = purchase.Amount * Operators.TaxRate;
            }
        }

        workload.Written = written;
    }
}

internal sealed class HandWrittenKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly HandWrittenTotals _totals = new();

    public override string Name => "hand-written";

    public override void Prepare(ArrayWorkload<Spending> workload) => _totals.Warm(workload.Customers);

    public override void Run(ArrayWorkload<Spending> workload)
    {
        ReadOnlySpan<Purchase> input = workload.Input;
        Span<Spending> output = workload.Output;
        for (int start = 0; start < input.Length; start += HandWrittenTotals.Batch)
        {
            int count = Math.Min(HandWrittenTotals.Batch, input.Length - start);
            _totals.Add(input.Slice(start, count), output.Slice(start, count));
        }

        workload.Written = input.Length;
    }
}

/// <summary>What every customer has spent, in the project's table; a batch is hashed and found, then added.</summary>
internal sealed class HandWrittenTotals
{
    public const int Batch = 256;

    private readonly KeyedState<int, int, Totals, ScalarKey<int>> _table = new();
    private readonly KeyedEvent<int>[] _keys = new KeyedEvent<int>[Batch];

    public void Warm(int[] customers)
    {
        _table.EnsureRoom(customers.Length);
        var view = _table.Open();
        foreach (int customer in customers)
            view.GetOrAdd(in customer, ScalarKey<int>.Hash(in customer)) = default;
    }

    public void Add(ReadOnlySpan<Purchase> purchases, Span<Spending> spendings)
    {
        Span<KeyedEvent<int>> keys = _keys.AsSpan(0, purchases.Length);
        for (int i = 0; i < purchases.Length; i++)
            keys[i] = new KeyedEvent<int>(purchases[i].Customer, ScalarKey<int>.Hash(in purchases[i].Customer), i);

        // The table's own search of a block, which fetches ahead where the table is large.
        var states = _table.GetOrAdd(keys);
        for (int i = 0; i < purchases.Length; i++)
        {
            ref readonly Purchase purchase = ref purchases[i];
            ref Totals totals = ref states[i];
            totals.Total += purchase.Amount;
            totals.Count++;
            spendings[i] = new Spending { Customer = purchase.Customer, Total = totals.Total, Average = totals.Total / totals.Count };
        }
    }
}
