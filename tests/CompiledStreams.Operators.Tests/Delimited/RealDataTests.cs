using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Delimited;

public class RealDataTests
{
    [Fact]
    public void Purchases_between_blanks_add_up()
    {
        DecoderOptions options = Decoding.Options(o => o.Blank().Columns("customer", "time:yyyyMMdd", "-", "amount"));
        List<Purchase> purchases = Read(new PurchaseDelimitedDecoder<PurchaseAllFields>(options), "cdnow-purchases.txt");
        Assert.Equal(69_659, purchases.Count);
        Assert.Equal(2_500_315.63, purchases.Sum(p => p.Amount), 0.005);
        Assert.Equal(new Purchase(Timestamp.Parse("2021-01-01"), 1, 11.77), purchases[0]);
        Assert.Equal(13_990.93, purchases.Where(p => p.Customer == 7592).Sum(p => p.Amount), 0.005);
    }

    [Fact]
    public void Readings_are_those_that_splitting_lines_gives()
    {
        List<Reading> readings = Read(new ReadingDelimitedDecoder<ReadingAllFields>(Decoding.Options()), "machine-temperature.csv");
        string[] lines = File.ReadAllLines(PathOf("machine-temperature.csv"));
        Assert.Equal(22_695, readings.Count);
        Assert.Equal(
            lines.Skip(1).Select(l => l.Split(',')).Select(f => new Reading(Timestamp.Parse(f[0]), double.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture))),
            readings);
    }

    private static List<T> Read<T>(RecordDecoder<T> decoder, string file)
        where T : struct
    {
        byte[] bytes = File.ReadAllBytes(PathOf(file));
        Decoding.Outcome<T> outcome = Decoding.Run(decoder, bytes, 256, [.. Enumerable.Range(1, bytes.Length / 65_537).Select(i => i * 65_537)]);
        Assert.Empty(outcome.Errors);
        return outcome.Events;
    }

    private static string PathOf(string file)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "shared", "data", file)))
            folder = folder.Parent;

        if (folder is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"../shared/data/{file} is missing, and CI=true skips nothing.");

        Assert.SkipWhen(folder is null, $"../shared/data/{file} is missing.");
        return Path.Combine(folder!.FullName, "shared", "data", file);
    }
}
