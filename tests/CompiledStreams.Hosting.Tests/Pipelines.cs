namespace CompiledStreams.Hosting.Tests;

[Event]
public readonly partial record struct Sale(int Shop, double Amount);

[Event]
public readonly partial record struct ShopTotal(int Shop, double Amount);

/// <summary>Which sales count.</summary>
public enum Season
{
    All,
    Summer,
}

/// <summary>Sums sales by shop, above a least amount; keeps what its parameters are for tests to see.</summary>
[Pipeline]
public sealed partial class ShopTotals
{
    [Parameter] public double Least { get; init; } = 1;

    [Parameter] public Season Season { get; init; }

    [Parameter] public TimeSpan? Delay { get; init; }

    [Parameter] public Timestamp Since { get; init; }

    [Parameter] public string Label { get; init; } = "none";

    [Parameter] public double Fixed { get; } = 7;

    [Parameter] internal object? Anything { get; init; }

    [Source] public partial Source<Sale> Sales { get; }

    [Filter] internal bool IsLarge(in Sale sale) => sale.Amount >= Least;

    [KeyBy] internal static int Shop(in Sale sale) => sale.Shop;

    [Aggregate]
    internal partial struct Sum
    {
        private double amount;

        public void Add(in Sale sale) => amount += sale.Amount;

        public readonly ShopTotal Result(int shop) => new(shop, amount);
    }

    [Sink] public partial Sink<ShopTotal> Totals { get; }
}

/// <summary>Has a parameter that no text stands for and that must be set.</summary>
[Pipeline]
public sealed partial class Matching
{
    [Parameter] public required Func<Sale, bool> Matches { get; init; }

    [Source] public partial Source<Sale> Sales { get; }

    [Filter] internal bool IsMatch(in Sale sale) => Matches(sale);

    [Sink] public partial Sink<Sale> Out { get; }
}

/// <summary>A service that a pipeline gets by its constructor.</summary>
public sealed class Rates
{
    public double Rate { get; init; } = 2;
}

/// <summary>Multiplies sales by a rate, which a service gives.</summary>
[Pipeline]
public sealed partial class Converted(Rates rates)
{
    [Parameter] internal double Rate { get; } = rates.Rate;

    [Parameter] public required int Shop { get; init; }

    [Source] public partial Source<Sale> Sales { get; }

    [Filter] internal bool IsOfShop(in Sale sale) => sale.Shop == Shop;

    [Map] internal Sale Convert(in Sale sale) => new(sale.Shop, sale.Amount * Rate);

    [Sink] public partial Sink<Sale> Out { get; }
}

[Event]
public readonly partial record struct Receipt(string Shop, [Time("yyyy-MM-dd HH:mm")] Timestamp At);

/// <summary>Copies receipts.</summary>
[Pipeline]
public sealed partial class Receipts
{
    [Source] public partial Source<Receipt> In { get; }

    [Sink] public partial Sink<Receipt> Out { get; }
}

/// <summary>What delimited text can't express.</summary>
[Event]
public readonly partial record struct Basket(string Shop, ReadOnlyMemory<int> Items);

/// <summary>Copies baskets.</summary>
[Pipeline]
public sealed partial class Baskets
{
    [Source] public partial Source<Basket> In { get; }

    [Sink] public partial Sink<Basket> Out { get; }
}
