using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.StjLoop;

namespace CompiledStreams.Benchmarks.Variants.Chain;

/// <summary>An operator as the classic engines have it: it is given events, one virtual call each, and calls the next.</summary>
internal abstract class Operator<T>
{
    public abstract void OnNext(in T value);
}

internal sealed class FilterPurchases(Operator<Purchase> next) : Operator<Purchase>
{
    public override void OnNext(in Purchase value)
    {
        if (Operators.IsPurchase(value))
            next.OnNext(value);
    }
}

internal sealed class TaxPurchases(Operator<Taxed> next) : Operator<Purchase>
{
    public override void OnNext(in Purchase value) => next.OnNext(Operators.Tax(value));
}

internal sealed class SumByCustomer(CustomerTotals totals, Operator<Spending> next) : Operator<Purchase>
{
    public override void OnNext(in Purchase value) => next.OnNext(totals.Add(value.Customer, value.Amount));
}

internal sealed class StoreInArray<T>(T[] output) : Operator<T>
{
    public int Count { get; private set; }

    public override void OnNext(in T value) => output[Count++] = value;
}

internal sealed class SumLines : Operator<PurchaseLine>
{
    public long Count { get; private set; }

    public ulong Sum { get; private set; }

    public override void OnNext(in PurchaseLine value)
    {
        Sum += DecodeWorkload.CheckOf(value.Time, value.Customer, value.Amount);
        Count++;
    }
}

internal sealed class FilterLines(Operator<PurchaseLine> next) : Operator<PurchaseLine>
{
    public override void OnNext(in PurchaseLine value)
    {
        if (value.Amount > 0)
            next.OnNext(value);
    }
}

internal sealed class SumLinesByCustomer(CustomerTotals totals, Operator<Spending> next) : Operator<PurchaseLine>
{
    public override void OnNext(in PurchaseLine value) => next.OnNext(totals.Add(value.Customer, value.Amount));
}

internal sealed class WriteLines(SpendingWriter output) : Operator<Spending>
{
    public override void OnNext(in Spending value) => output.Write(SpendingLine.Of(value));
}
