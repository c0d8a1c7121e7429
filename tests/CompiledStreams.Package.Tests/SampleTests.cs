using System.Text.Json;

namespace CompiledStreams.Package.Tests;

public class SampleTests
{
    private static readonly Lazy<string> s_program = new(() =>
    {
        Command.Run(Repository.Root, "dotnet", "build", "-c", "Release", "-v", "q", "samples/CustomerSpending");
        return Repository.File("samples", "CustomerSpending", "bin", "Release", "net10.0", "CustomerSpending.dll");
    });

    [Theory]
    [InlineData("The path is empty: name the file of purchases, or give no path for two million made ones.", "")]
    [InlineData("--out is empty: name the file of updates.", "a.jsonl", "--out", "")]
    [InlineData("There is no option '--bogus': see --help. A file of that name is './--bogus'.", "--bogus")]
    [InlineData("There is no option '-x': see --help. A file of that name is './-x'.", "-x", "--out", "o")]
    [InlineData("File 'none.jsonl' doesn't exist", "none.jsonl")]
    public void A_wrong_argument_is_said_to_be(string message, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        (int exitCode, string output, string error) = Command.Try(folder.Path, [], "dotnet", [s_program.Value, .. arguments]);
        Assert.StartsWith(message, error.Trim(), StringComparison.Ordinal);
        Assert.Equal((1, ""), (exitCode, output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--summary json")]
    public void A_closed_standard_output_is_named(string arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("a.jsonl"), "{\"time\":1,\"customer\":1,\"amount\":2}\n");
        (int exitCode, _, string error) = Command.Try(
            folder.Path, [], "sh", "-c", $"exec dotnet '{s_program.Value}' a.jsonl --out o {arguments} >&-");
        Assert.StartsWith("Can't write to standard output: ", error, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

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
