using System.Runtime.InteropServices;
using System.Text;
using CompiledStreams.Benchmarks.Pipes;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>Seeded input. A shorter workload of a job is a prefix of its longer one, over the same customers.</summary>
internal static class Data
{
    /// <summary>Distinct random numbers below ten million (so most have 7 digits) in random order.</summary>
    public static int[] Customers(int count)
    {
        var random = new Random(20_241_124);
        var distinct = new HashSet<int>(count);
        while (distinct.Count < count)
            distinct.Add(random.Next(1, 10_000_000));

        var customers = distinct.ToArray();
        random.Shuffle(customers);
        return customers;
    }

    /// <summary>Purchases of random customers, amounts in cents up to 99.99; the given share of them is zero or less.</summary>
    public static Purchase[] Purchases(int count, int[] customers, double zeroShare, bool negative)
    {
        var random = new Random(7_919);
        var purchases = new Purchase[count];
        var time = 1_700_000_000_000L;
        foreach (ref var purchase in purchases.AsSpan())
        {
            purchase.Time = time += random.Next(1, 8);
            purchase.Customer = customers[random.Next(customers.Length)];
            purchase.Amount = random.Next(1, 10_000) / 100.0;
            if (random.NextDouble() < zeroShare)
                purchase.Amount = negative ? -purchase.Amount : 0;
        }

        return purchases;
    }

    public static Taxed[] Taxed(Purchase[] purchases) =>
        purchases.Where(static p => Operators.IsPurchase(p)).Select(static p => Operators.Tax(p)).ToArray();

    public static Spending[] Spendings(IEnumerable<Purchase> purchases)
    {
        var totals = new Dictionary<int, Totals>();
        return purchases
            .Select(p => Operators.Add(ref CollectionsMarshal.GetValueRefOrAddDefault(totals, p.Customer, out _), p.Customer, p.Amount))
            .ToArray();
    }

    public static byte[] Lines(Purchase[] purchases)
    {
        var lines = new MemoryStream(purchases.Length * 60);
        foreach (var p in purchases)
            lines.Write(Encoding.UTF8.GetBytes($"{{\"time\":{p.Time},\"customer\":{p.Customer},\"amount\":{p.Amount}}}\n"));
        return lines.ToArray();
    }

    public static Outcome LinesOf(Spending[] spendings)
    {
        var output = new CheckingPipeWriter();
        foreach (var s in spendings)
        {
            var length = Encoding.UTF8.GetBytes($"{{\"customer\":{s.Customer},\"total\":{s.Total},\"average\":{s.Average}}}\n", output.GetSpan());
            output.Advance(length);
        }

        return output.Outcome();
    }

    public static Outcome SumOf(Purchase[] purchases)
    {
        var sum = 0UL;
        foreach (var p in purchases)
            sum += DecodeWorkload.CheckOf(p.Time, p.Customer, p.Amount);
        return new Outcome(purchases.Length, sum);
    }
}
