using System.Text.Json;

namespace CompiledStreams.Package.Tests;

public class SampleTests
{
    [Fact]
    public void The_sample_gives_the_known_figures_over_the_cdnow_purchases()
    {
        string data = Repository.File("..", "shared", "data", "cdnow-purchases.txt");
        if (!File.Exists(data))
            Assert.Skip("Left out: ../shared/data/cdnow-purchases.txt isn't there.");

        using TemporaryFolder folder = new();
        string printed = Command.Run(
            Repository.Root, "dotnet", "run", "-c", "Release", "--project", "samples/CustomerSpending", "--",
            data, "--format", "cdnow", "--out", folder.File("spendings.jsonl"), "--summary", "json");

        JsonElement summary = JsonDocument.Parse(printed).RootElement;
        Assert.Equal(69_659, summary.GetProperty("events").GetInt64());
        Assert.Equal(69_579, summary.GetProperty("purchases").GetInt64());
        Assert.Equal(23_476, summary.GetProperty("customers").GetInt64());
        Assert.Equal(2_500_315.63m, summary.GetProperty("total").GetDecimal());
        JsonElement first = summary.GetProperty("top")[0];
        Assert.Equal(10, summary.GetProperty("top").GetArrayLength());
        Assert.Equal((7592, 201L, 13_990.93m), (first.GetProperty("customer").GetInt32(), first.GetProperty("purchases").GetInt64(), first.GetProperty("total").GetDecimal()));
        Assert.Equal(69_579, File.ReadLines(folder.File("spendings.jsonl")).Count());
    }
}
