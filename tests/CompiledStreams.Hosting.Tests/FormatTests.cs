using Microsoft.Extensions.DependencyInjection;

namespace CompiledStreams.Hosting.Tests;

/// <summary>Formats that don't fit a port's event keep the host from starting, and nothing is opened.</summary>
public sealed class FormatTests : IDisposable
{
    private const string Columns = "write one of 'shop', 'at', or '-' for a column that is passed over";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("In:Columns", "is 'shop, att': Column 'att' in Columns(…) is no field of 'Receipt'; " + Columns, "In:Format=csv", "In:Columns=shop, att")]
    [InlineData("In:Columns", "is 'shop, att': Column 'att' in Columns(…) is no field of 'Receipt'; " + Columns, "In:Format=csv", "In:Columns:0=shop", "In:Columns:1=att")]
    [InlineData("In:Columns", "is 'shop': Columns(…) names no column for field 'at' of 'Receipt', which the pipeline reads; add it", "In:Format=csv", "In:Columns=shop")]
    [InlineData("Out:Columns", "is 'At': Column 'At' in Columns(…) is no field of 'Receipt'; " + Columns, "Out:Format=tsv", "Out:Columns=At")]
    [InlineData("Out:Delimiter", "is 'blank': Column 'at': Time form 'yyyy-MM-dd HH:mm' has a blank, but blanks separate columns here; set a delimiter in place of Blank()", "Out:Format=delimited", "Out:Delimiter=blank")]
    [InlineData("In:Times:shop", "is 'ms': The binding gives a time form to 'shop', which is no time field of the event; it has 'at'", "In:Times:shop=ms")]
    [InlineData("Out:Times:shop", "is 'iso': The binding gives a time form to 'shop', which is no time field of the event; it has 'at'", "Out:Times:at=ms", "Out:Times:shop=iso")]
    [InlineData("In:Times:at", "is 'MM-dd': Field 'at': Time format 'MM-dd' has no year; begin with 'yyyy'", "In:Times:at=MM-dd")]
    [InlineData("Out:Times", "is 'ms'; it must be a section with a key for each time, the field's name", "Out:Times=ms")]
    public async Task A_setting_that_does_not_fit_the_event_is_named_with_its_value(string key, string fact, params string[] settings) =>
        await AssertRefusedAsync<Receipts>($"Configuration key 'Pipelines:Receipts:{key}' {fact}", [("Receipts:In:Files", "in"), ("Receipts:Out:Append", "out"), .. Split("Receipts", settings)]);

    [Theory]
    [InlineData("In:Format", "is 'csv': Field 'items' of 'Basket' is an array, which delimited text can't express; leave it unread, or bind JSON lines", "in", "out", "In:Format=csv")]
    [InlineData("Out", "is delimited text by its file's name: Field 'items' of 'Basket' is an array, which delimited text can't express; list the other columns with Columns(…), or bind JSON lines", "in", "out.csv")]
    public async Task A_format_that_cannot_express_the_event_is_named(string key, string fact, string input, string output, params string[] settings) =>
        await AssertRefusedAsync<Baskets>($"Configuration key 'Pipelines:Baskets:{key}' {fact}", [("Baskets:In:Files", input), ("Baskets:Out:Append", output), .. Split("Baskets", settings)]);

    [Fact]
    public async Task A_format_of_the_code_that_does_not_fit_the_event_keeps_the_host_from_starting()
    {
        using TestHost host = new(
            services => services.AddPipeline<Receipts>(run => run.Write(p => p.Out, Files.Delimited(_folder["out"], o => o.Columns("att")))),
            ("Receipts:In:Files", _folder.With("in")));

        Assert.StartsWith("Column 'att' in Columns(…) is no field", (await Assert.ThrowsAsync<ArgumentException>(host.StartAsync)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out"]));
    }

    [Fact]
    public async Task Formats_that_fit_run()
    {
        using TestHost host = new(
            services => services.AddPipeline<Receipts>(),
            ("Receipts:In:Files", _folder.With("in", """{"shop":"a","at":1000}""")), ("Receipts:In:Times:at", "ms"),
            ("Receipts:Out:Append", _folder["out.csv"]), ("Receipts:Out:Columns", "at:s, -, shop"), ("Receipts:OnCompleted", "stopHost"));

        await host.RunAsync();

        Assert.Equal(["1,,a"], File.ReadAllLines(_folder["out.csv"]));
    }

    private static IEnumerable<(string, string?)> Split(string pipeline, string[] settings) =>
        settings.Select(s => s.Split('=')).Select(s => ($"{pipeline}:{s[0]}", (string?)s[1]));

    private async Task AssertRefusedAsync<TPipeline>(string message, (string Key, string? Value)[] settings)
        where TPipeline : class, IPipeline
    {
        _folder.With("in");
        using TestHost host = new(
            services => services.AddPipeline<TPipeline>(), [.. settings.Select(s => (s.Key, s.Key.EndsWith(":Files", StringComparison.Ordinal) || s.Key.EndsWith(":Append", StringComparison.Ordinal) ? _folder[s.Value!] : s.Value))]);

        Assert.Equal(message, (await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync)).Message);
        Assert.Empty(Directory.GetFiles(_folder[""], "out*"));
    }
}
