using System.Runtime.InteropServices;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>The check value of an array of results: of its bits, without the padding that a struct may hold.</summary>
internal static class ArrayCheck
{
    public static Outcome Of<T>(ReadOnlySpan<T> results) where T : unmanaged
    {
        ulong check = 0;
        if (typeof(T) == typeof(Taxed))
        {
            foreach (ref readonly var taxed in MemoryMarshal.Cast<T, Taxed>(results))
                check = Mix(check, (ulong)taxed.Time, taxed.Customer, taxed.Gross);
        }
        else if (typeof(T) == typeof(Spending))
        {
            foreach (ref readonly var spending in MemoryMarshal.Cast<T, Spending>(results))
                check = Mix(check, BitConverter.DoubleToUInt64Bits(spending.Total), spending.Customer, spending.Average);
        }
        else
        {
            throw new NotSupportedException($"No check is written for arrays of {typeof(T).Name}: add it here.");
        }

        return new Outcome(results.Length, check);
    }

    private static ulong Mix(ulong check, ulong first, int customer, double last)
    {
        check = (ulong.RotateLeft(check, 5) ^ first) * 0x9E3779B97F4A7C15;
        check = (check ^ (uint)customer) * 0xC2B2AE3D27D4EB4F;
        return check + BitConverter.DoubleToUInt64Bits(last);
    }
}
