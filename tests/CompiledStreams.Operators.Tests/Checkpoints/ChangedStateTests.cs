using System.Globalization;
using CompiledStreams.Operators.Tests.RandomRuns;

namespace CompiledStreams.Operators.Tests.Checkpoints;

/// <summary>A version of a pipeline whose state isn't the one that was saved doesn't run, says what differs, and leaves everything to the version that wrote it.</summary>
[Collection(nameof(CrashingRun))]
public sealed class ChangedStateTests : IDisposable
{
    private const int Sales = 3_000;
    private const int BadSale = 2_000;
    private const int EventsAnEpoch = 300;

    private static readonly Lazy<Version> s_saved = new(() => Version.Of());

    private readonly string _folder = Directory.CreateTempSubdirectory("changed-state-").FullName;

    [Theory]
    [InlineData("a field of another type", "operator 'Totals' was saved with the field 'long count', and its state has 'int count' in its place", "private long count", "private int count")]
    [InlineData("a field of another name", "operator 'Totals' was saved with the field 'long count', and its state has 'long times' in its place", "count;", "times;", "count++", "times++", "sum, count)", "sum, times)")]
    [InlineData("a field less", "operator 'Totals' was saved with the field 'long count', which its state doesn't have now", "private long count;", "", "count++;", "", "sum, count)", "sum, 0)")]
    [InlineData("a field more", "operator 'Totals' was saved without the field 'long least', which its state has now", "private long count;", "private long count; private long least;", "count++;", "count++; least--;")]
    [InlineData("fields in another order", "operator 'Totals' was saved with the field 'double sum', and its state has 'long count' in its place", "private double sum;", "", "private long count;", "private long count; private double sum;")]
    [InlineData("a field of a process", "operator 'Watch' was saved with the field 'int Times', and its state has 'long Times' in its place", "public int Times", "public long Times")]
    [InlineData("a key of another type", "operator 'Watch' was saved with the field 'key int', and its state has 'key long' in its place", "static int Shop(", "static long Shop(")]
    [InlineData("a key of a text less", "operator 'Totals' was saved with the field 'key Utf8Text', and its state has 'key int' in its place", "static Utf8Text Town(in Sale s) => s.Town", "static int Town(in Sale s) => s.Amount", "Result(Utf8Text town) => new(town,", "Result(int town) => new(default,")]
    [InlineData("an operator of another name", "they hold state of operator 'Totals', which the pipeline doesn't have", "struct Totals", "struct Sums2")]
    [InlineData("a process of another name", "they hold state of operator 'Watch', which the pipeline doesn't have", "StateAfter Watch(", "StateAfter Look(")]
    public void It_is_refused_by_name_and_the_old_version_goes_on(string what, string difference, params string[] changes)
    {
        string[] sales = Make();
        string good = sales[BadSale];
        sales[BadSale] = good[..^1] + "x";
        Write(sales);
        Assert.Throws<BadRecordException>(() => Run(s_saved.Value, "out"));
        (long epoch, string states) = Saved();
        Assert.True(epoch >= 1, $"{epoch} epochs");
        string[] parts = Contents("out");

        sales[BadSale] = good;
        Write(sales);
        Version changed = Version.Of(changes);
        BindingException refused = Assert.Throws<BindingException>(() => Run(changed, "out"));
        Assert.Contains($"{difference}.", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder, "state"), refused.Message, StringComparison.Ordinal);
        Assert.Contains(difference, Assert.Throws<BindingException>(() => changed.Open(Path.Combine(_folder, "state"))).Message, StringComparison.Ordinal);
        Assert.Equal(parts, Contents("out"));
        Assert.Equal((epoch, states), Saved());

        using RunSummary summary = Run(s_saved.Value, "out");
        Assert.Equal(epoch, summary.RestoredEpoch);
        Assert.Equal(Uninterrupted(), Shown("out"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: refused at epoch {epoch} of {summary.Epochs}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private RunSummary Run(Version version, string output, string state = "state") =>
        version.Run(Path.Combine(_folder, "in.jsonl"), Path.Combine(_folder, output), Path.Combine(_folder, state), EventsAnEpoch);

    private string Uninterrupted()
    {
        Run(s_saved.Value, "expected", "other").Dispose();
        return Shown("expected");
    }

    private (long Epoch, string States) Saved()
    {
        using SavedState saved = s_saved.Value.Open(Path.Combine(_folder, "state"));
        return (saved.Epoch, string.Join(", ", saved.Operators));
    }

    private string Shown(string output) => string.Concat(Directory.GetFiles(Path.Combine(_folder, output), "part-*").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private string[] Contents(string output) => [.. Directory.GetFiles(Path.Combine(_folder, output)).Order(StringComparer.Ordinal).Select(part => part + "\n" + File.ReadAllText(part))];

    private void Write(string[] sales) => File.WriteAllText(Path.Combine(_folder, "in.jsonl"), string.Join('\n', sales) + "\n");

    private static string[] Make()
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, Sales).Select(_ => string.Create(CultureInfo.InvariantCulture, $$"""{"shop":{{random.Next(40)}},"town":"{{new string((char)('a' + random.Next(26)), 1 + random.Next(20))}}","amount":{{random.Next(100)}}}"""))];
    }
}
