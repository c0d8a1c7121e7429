using System.Runtime.InteropServices;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>What every job reads: 24 bytes.</summary>
[Event]
[StructLayout(LayoutKind.Sequential)]
public partial struct Purchase
{
    /// <summary>Milliseconds since 1970.</summary>
    public long Time;
    public int Customer;
    public double Amount;
}

/// <summary>What filter-map writes: 24 bytes.</summary>
[Event]
[StructLayout(LayoutKind.Sequential)]
public partial struct Taxed
{
    public long Time;
    public int Customer;
    public double Gross;
}

/// <summary>What the keyed jobs write, one for each purchase: 24 bytes.</summary>
[Event]
[StructLayout(LayoutKind.Sequential)]
public partial struct Spending
{
    public int Customer;
    public double Total;
    public double Average;
}

/// <summary>What a customer has spent so far.</summary>
public struct Totals
{
    public double Total;
    public long Count;
}

/// <summary>The operators of the jobs, as a user would write them.</summary>
internal static class Operators
{
    public const double TaxRate = 1.19;

    public static bool IsPurchase(in Purchase purchase) => purchase.Amount > 0;

    public static Taxed Tax(in Purchase purchase) => new()
    {
        Time = purchase.Time,
        Customer = purchase.Customer,
        Gross = purchase.Amount * TaxRate,
    };

    public static Spending Add(ref Totals totals, int customer, double amount)
    {
        totals.Total += amount;
        totals.Count++;
        return new Spending { Customer = customer, Total = totals.Total, Average = totals.Total / totals.Count };
    }
}
