using System.Runtime.InteropServices;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants;

/// <summary>The state of the variants that keep it in a <see cref="Dictionary{TKey, TValue}"/>.</summary>
internal sealed class CustomerTotals
{
    private readonly Dictionary<int, Totals> _totals = [];

    /// <summary>All customers are in the table, and have spent nothing.</summary>
    public void Warm(int[] customers)
    {
        _totals.EnsureCapacity(customers.Length);
        foreach (var customer in customers)
            CollectionsMarshal.GetValueRefOrAddDefault(_totals, customer, out _) = default;
    }

    public Spending Add(int customer, double amount) =>
        Operators.Add(ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, customer, out _), customer, amount);
}
