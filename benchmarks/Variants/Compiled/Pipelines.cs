using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.Compiled;

/// <summary>Keeps purchases and adds the tax.</summary>
[Pipeline]
internal sealed partial class FilterMapPipeline
{
    [Source] public partial Source<Purchase> Purchases { get; }

    [Filter] internal static bool IsPurchase(in Purchase p) => Operators.IsPurchase(in p);

    [Map] internal static Taxed Tax(in Purchase p) => Operators.Tax(in p);

    [Sink] public partial Sink<Taxed> Out { get; }
}

/// <summary>Running total and average by customer.</summary>
[Pipeline]
internal sealed partial class KeyedSumPipeline
{
    [Source] public partial Source<Purchase> Purchases { get; }

    [KeyBy] internal static int Customer(in Purchase p) => p.Customer;

    [Aggregate]
    internal partial struct Sums
    {
        private double total;
        private long count;

        public void Add(in Purchase p)
        {
            total += p.Amount;
            count++;
        }

        public readonly Spending Result(int customer) => new() { Customer = customer, Total = total, Average = total / count };
    }

    [Sink] public partial Sink<Spending> Out { get; }
}

/// <summary>Running total and average by customer of what was bought, not of what was given.</summary>
[Pipeline]
internal sealed partial class SpendingPipeline
{
    [Source] public partial Source<Purchase> Purchases { get; }

    [Filter] internal static bool IsPurchase(in Purchase p) => p.Amount > 0;

    [KeyBy] internal static int Customer(in Purchase p) => p.Customer;

    [Aggregate]
    internal partial struct Sums
    {
        private double total;
        private long count;

        public void Add(in Purchase p)
        {
            total += p.Amount;
            count++;
        }

        public readonly Spending Result(int customer) => new() { Customer = customer, Total = total, Average = total / count };
    }

    [Sink] public partial Sink<Spending> Out { get; }
}

/// <summary>What <see cref="DecodePipeline"/> makes of the lines so far.</summary>
[Event]
internal partial struct Checked
{
    public long Count;
    public ulong Sum;
}

/// <summary>Every field of every line goes into a sum.</summary>
[Pipeline]
internal sealed partial class DecodePipeline
{
    [Source] public partial Source<Purchase> Purchases { get; }

    [Aggregate(WholeStream = true)]
    internal partial struct Check
    {
        private long count;
        private ulong sum;

        public void Add(in Purchase p)
        {
            count++;
            sum += DecodeWorkload.CheckOf(p.Time, p.Customer, p.Amount);
        }

        public readonly Checked Result() => new() { Count = count, Sum = sum };
    }

    [Sink] public partial Sink<Checked> Out { get; }
}

/// <summary>Events in, events out: what is left is the encoder.</summary>
[Pipeline]
internal sealed partial class EncodePipeline
{
    [Source] public partial Source<Spending> In { get; }

    [Sink] public partial Sink<Spending> Out { get; }
}
