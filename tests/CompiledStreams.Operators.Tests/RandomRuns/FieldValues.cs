using System.Globalization;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Random values of fields, null among them, and each as the text in which results are compared.</summary>
internal static class FieldValues
{
    private const string Letters = "abcdefgh,;|'\"\\\n\r\t\u0001 {}[]:/";
    private const string MoreLetters = Letters + "é€\u2028😀";

    /// <summary>The value, as an int, long, double, float, bool, decimal or string; times are microseconds.</summary>
    public static object? Make(FieldShape field, Random random) => field.IsNullable && random.Next(3) == 0 ? null : Make(field.Type, random);

    public static string Show(FieldType type, object? value) => (type, value) switch
    {
        (_, null) => "~",
        (FieldType.Double, double d) => d.ToString("R", CultureInfo.InvariantCulture),
        (FieldType.Float, float f) => f.ToString("R", CultureInfo.InvariantCulture),
        (FieldType.Decimal, decimal d) => d.ToString("G29", CultureInfo.InvariantCulture),
        (FieldType.Text or FieldType.Ascii or FieldType.String, string text) => "'" + string.Concat(text.Select(c => c is > ' ' and < '\x7f' and not '|' ? c.ToString() : $"\\u{(int)c:x4}")),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object Make(FieldType type, Random random) => type switch
    {
        FieldType.Int => random.Next(6) switch { 0 => int.MinValue, 1 => int.MaxValue, 2 => -random.Next(100), 3 => random.Next(), _ => random.Next(1000) },
        FieldType.Long => random.Next(6) switch { 0 => long.MinValue, 1 => long.MaxValue, 2 => -random.NextInt64() >> random.Next(63), 3 => random.NextInt64(), _ => random.NextInt64(100) },
        FieldType.Double => Number(random),
        FieldType.Float => (float)(random.Next(2) == 0 ? random.Next(10_000) / 100.0 : Number(random) % 1e30),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Decimal => (random.Next(2) == 0 ? random.Next(100_000) : random.NextInt64() - (long.MaxValue / 2)) / (decimal)Math.Pow(10, random.Next(8)),
        FieldType.Color => ((string[])["Red", "Green", "Blue"])[random.Next(3)],
        FieldType.Micros => random.Next(8) switch { 0 => random.NextInt64(1_000_000_000_000_000), 1 => -random.NextInt64(1_000_000_000_000), 2 => random.NextInt64(90_000_000_000_000_000), _ => 1_600_000_000_000_000 + random.NextInt64(200_000_000_000_000) },
        FieldType.Iso => random.Next(2) == 0 ? random.NextInt64(4_000_000_000_000_000) : random.NextInt64(4_000_000_000) * 1_000_000,
        FieldType.Ascii => Text(Letters, random),
        _ => Text(MoreLetters, random),
    };

    private static double Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(1000),
        1 => Math.ScaleB(random.NextDouble() + 0.1, random.Next(-60, 60)) * (random.Next(2) == 0 ? 1 : -1),
        _ => random.Next(1, 100_000) / 100.0,
    };

    private static string Text(string letters, Random random)
    {
        bool isPlain = random.Next(3) > 0;
        int length = random.Next(10) == 0 ? random.Next(90) : random.Next(12);
        string text = string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(isPlain ? 8 : letters.Length)]));

        // Half of a pair is no text.
        return string.Concat(text.EnumerateRunes().Select(rune => rune == System.Text.Rune.ReplacementChar ? "😀" : rune.ToString()));
    }
}
