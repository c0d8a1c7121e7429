using CompiledStreams;

namespace Shop;

/// <summary>Total and average purchase of each customer, an update a purchase.</summary>
[Pipeline]
public sealed partial class CustomerSpending
{
    [Source] public partial Source<Purchase> Purchases { get; }

    [Filter] internal static bool IsPurchase(in Purchase p) => p.Amount > 0;

    [KeyBy] internal static int Customer(in Purchase p) => p.Customer;

    [Aggregate]
    internal partial struct Totals
    {
        private double total;
        private long count;

        public void Add(in Purchase p)
        {
            total += p.Amount;
            count++;
        }

        public readonly Spending Result(int customer) => new(customer, count, total, total / count);
    }

    [Sink] public partial Sink<Spending> Spendings { get; }
}
