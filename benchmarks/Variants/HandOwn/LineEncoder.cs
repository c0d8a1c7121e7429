using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

/// <summary>Writes spendings as JSON lines: literals as words, both numbers of a line turned to digits in one vector.</summary>
internal static unsafe class LineEncoder
{
    /// <summary>No line is longer, what is overwritten behind it included.</summary>
    public const int LongestLine = 128;

    /// <summary>Writes the lines, and returns their end. There must be place for <see cref="LongestLine"/> each.</summary>
    public static byte* Encode(Spending* spendings, int count, byte* to)
    {
        var powers = ShortestDouble.Powers;
        var layouts = ShortestDouble.Layouts;
        var customerName = Literal("{\"customer\":"u8);
        var totalName = Literal(",\"total\":"u8);
        var averageName = Literal(",\"average\":"u8);
        for (var end = spendings + count; spendings < end; spendings++)
        {
            var total = BitConverter.DoubleToUInt64Bits(spendings->Total);
            var average = BitConverter.DoubleToUInt64Bits(spendings->Average);
            var customer = (uint)spendings->Customer;
            if (!ShortestDouble.IsSupported
                || !(ShortestDouble.IsCommon(total) & ShortestDouble.IsCommon(average) & customer - 1 < 99_999_999))
            {
                to = EncodeAny(*spendings, to);
                continue;
            }

            var splitTotal = new ShortestDouble.Split(total, powers);
            var splitAverage = new ShortestDouble.Split(average, powers);
            var highTotal = splitTotal.Integer / 100_000_000;
            var highAverage = splitAverage.Integer / 100_000_000;
            var digits = ShortestDouble.Digits(Vector256.Create(
                splitTotal.Integer - highTotal * 100_000_000, highTotal, splitAverage.Integer - highAverage * 100_000_000, highAverage));
            var nonZero = (uint)Avx2.MoveMask(Avx2.CompareGreaterThan(digits.AsSByte(), Vector256<sbyte>.Zero));

            customerName.Store(to);
            to = WriteCustomer(to + 12, customer);
            totalName.Store(to);
            to = ShortestDouble.Write(to + 9, splitTotal, digits.GetLower(), nonZero, layouts);
            averageName.Store(to);
            to = ShortestDouble.Write(to + 11, splitAverage, digits.GetUpper(), nonZero >> 16, layouts);
            *(ushort*)to = '}' | '\n' << 8;
            to += 2;
        }

        return to;
    }

    /// <summary>Writes 1 to 99,999,999: 8 digits in one word, the zeros in front shifted out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* WriteCustomer(byte* to, ulong customer)
    {
        var fours = customer + ((1UL << 32) - 10_000) * ((customer * 109_951_163) >> 40);
        var twos = fours + ((1UL << 16) - 100) * (((fours * 5_243) >> 19) & 0x0000_007F_0000_007F);
        var ones = twos + (256UL - 10) * (((twos * 103) >> 10) & 0x000F_000F_000F_000F);
        var zeros = BitOperations.LeadingZeroCount(ones) & ~7;
        *(ulong*)to = (BinaryPrimitives.ReverseEndianness(ones) | 0x3030_3030_3030_3030) >> zeros;
        return to + 8 - (zeros >> 3);
    }

    /// <summary>Any values, by the framework's formatter.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* EncodeAny(Spending spending, byte* to)
    {
        to = Text(to, "{\"customer\":"u8);
        Utf8Formatter.TryFormat(spending.Customer, new Span<byte>(to, LongestLine), out var length);
        to = Text(to + length, ",\"total\":"u8);
        spending.Total.TryFormat(new Span<byte>(to, LongestLine), out length);
        to = Text(to + length, ",\"average\":"u8);
        spending.Average.TryFormat(new Span<byte>(to, LongestLine), out length);
        return Text(to + length, "}\n"u8);
    }

    private static byte* Text(byte* to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(new Span<byte>(to, text.Length));
        return to + text.Length;
    }

    private static Vector128<byte> Literal(ReadOnlySpan<byte> text)
    {
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        text.CopyTo(padded);
        return Vector128.Create<byte>(padded);
    }
}
