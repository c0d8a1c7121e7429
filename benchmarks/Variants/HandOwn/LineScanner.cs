using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

/// <summary>
/// Finds the digits of lines of the usual form: this key order, no blanks, a time of 13 digits, a customer of up to 8, an
/// amount of up to 8 characters without sign or exponent. Where the next line starts is known from a search for the newline
/// alone, so the processor works on several lines at once. Stops at a line of any other form.
/// </summary>
internal static unsafe class LineScanner
{
    /// <summary>How far past the start of a line bytes are read.</summary>
    public const int Reach = 96;

    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong HighBits = 0x8080_8080_8080_8080;
    private const ulong AboveNine = 0x7676_7676_7676_7676;

    public static bool IsSupported => Avx2.IsSupported && Bmi1.X64.IsSupported;

    /// <summary>
    /// Scans lines that start before <paramref name="end"/> until the batch is full; returns the start of the first line not scanned.
    /// </summary>
    public static byte* Scan<TSink>(byte* line, byte* end, LineBatch batch) where TSink : ILineSink
    {
        var head = Vector256.Create("{\"time\":0000000000000,\"customer\""u8);
        var headLimit = Vector256.Create(0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, (byte)0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        var comma = Word(",\"amount"u8);
        var colon = Word("amount\":"u8);
        var newline = Vector256.Create((byte)'\n');
        var digits = batch.Digits;
        var times = batch.TimeDigits;
        var scales = batch.Scales;
        var tens = LineBatch.Tens;
        nint count = batch.Count;

        while (line < end && count < LineBatch.Size)
        {
            // A line of this form has 46 to 61 bytes, its newline.
            var length = (nint)(uint)BitOperations.TrailingZeroCount((uint)Avx2.MoveMask(Avx2.CompareEqual(Vector256.Load(line + 45), newline))) + 45;
            var close = line + length - 1;
            var headDifference = Avx2.SubtractSaturate(Vector256.Load(line) ^ head, headLimit);

            var customer = *(ulong*)(line + 33) ^ Zeros;
            var customerEnd = (nint)(uint)(BitOperations.TrailingZeroCount(((customer + AboveNine) | customer) & HighBits) & ~7);
            var amountStart = line + 33 + (customerEnd >> 3) + 10;
            var difference = (*(ulong*)(amountStart - 10) ^ comma) | (*(ulong*)(amountStart - 8) ^ colon) | (uint)(*close ^ '}') | (uint)(line[32] ^ ':');
            var amountLength = (nuint)(close - amountStart);

            // The last 8 characters before the brace, those before the amount shifted out.
            var before = (int)(8 - amountLength) * 8;
            var amount = ((*(ulong*)(close - 8) ^ Zeros) >> before) << before;
            var points = ((amount + AboveNine) | amount) & HighBits;

            if (difference != 0 || !Avx.TestZ(headDifference, headDifference) || amountLength - 1 > 7 || (byte)customer - 1u > 8)
                break;

            var pointAt = BitOperations.TrailingZeroCount(points) & ~7;
            nint behind = 0;
            if (points != 0)
            {
                // One point, digits before and behind it: close the gap.
                var below = (1UL << pointAt) - 1;
                if ((points & (points - 1)) != 0 || (byte)(amount >> pointAt) != ('.' ^ '0') || pointAt <= before || pointAt == 56)
                    break;

                amount = ((amount & below) << 8) | ((amount & ~below) ^ ((ulong)('.' ^ '0') << pointAt));
                behind = 7 - (pointAt >> 3);
            }

            if (*amountStart == '0' && amountLength > 1 && amountStart[1] != '.')
                break;

            digits[count] = Vector128.Create(customer << (int)(64 - customerEnd), amount).AsByte();
            scales[count] = tens[behind];
            if (TSink.WithTime)
                times[count] = Vector128.Load(line + 5);
            count++;
            line += length + 1;
        }

        batch.Count = (int)count;
        return line;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> text) => BitConverter.ToUInt64(text);
}
