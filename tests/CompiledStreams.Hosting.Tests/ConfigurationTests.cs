using Microsoft.Extensions.DependencyInjection;

namespace CompiledStreams.Hosting.Tests;

/// <summary>What is wrong in the configuration keeps the host from starting, and the message says what to write.</summary>
public class ConfigurationTests
{
    [Theory]
    [InlineData("Sales:Files", null, "Sales:Files", "is missing and the code doesn't bind Source 'Sales'; set it to a path, or bind the port: AddPipeline<…>(run => run.Read(p => p.Sales, …))")]
    [InlineData("Totals:Append", null, "Totals:Append", "is missing and the code doesn't bind Sink 'Totals'; set it to a path, or bind the port: AddPipeline<…>(run => run.Write(p => p.Totals, …))")]
    [InlineData("Sales:Files", "", "Sales:Files", "is ''; it must be a path, a pattern such as logs/*.jsonl, or a list of them")]
    [InlineData("Sale:Files", "x", "Sale", "isn't known; pipeline 'CompiledStreams.Hosting.Tests.ShopTotals' has source Sales, sink Totals, setting Parameters, setting Checkpoints, setting OnCompleted")]
    [InlineData("Sales:File", "x", "Sales:File", "isn't known; a source has Files, Follow, OnError, Format, Delimiter, Header, Columns, Times, MaxRecordBytes")]
    [InlineData("Totals:Files", "x", "Totals:Files", "isn't known; a sink has Append, Parts, Format, Delimiter, Header, Columns, Times, MaxRecordBytes")]
    [InlineData("Sales:Follow", "yes", "Sales:Follow", "is 'yes'; it must be true or false")]
    [InlineData("Totals:Follow", "true", "Totals:Follow", "isn't known; a sink has Append, Parts, Format, Delimiter, Header, Columns, Times, MaxRecordBytes")]
    [InlineData("Sales:Format", "xml", "Sales:Format", "is 'xml'; it must be jsonl, csv, tsv or delimited")]
    [InlineData("Sales:Delimiter", ";", "Sales:Delimiter", "means nothing to JSON lines; remove it, or set 'Pipelines:ShopTotals:Sales:Format'")]
    [InlineData("Totals:Delimiter", "a", "Totals:Delimiter", "is 'a'; it must be one ASCII character that is no quote, letter or digit, or the word tab or blank")]
    [InlineData("Totals:Delimiter", ";;", "Totals:Delimiter", "is ';;'; it must be one ASCII character that is no quote, letter or digit, or the word tab or blank")]
    [InlineData("Totals:Header", "yes", "Totals:Header", "is 'yes'; it must be true or false")]
    [InlineData("Totals:Times:at", "ms", "Totals:Times", "means nothing to delimited text (a time's form stands in Columns, as name:form); remove it, or set 'Pipelines:ShopTotals:Totals:Format'")]
    [InlineData("Sales:Header", "true", "Sales:Header", "means nothing to JSON lines; remove it, or set 'Pipelines:ShopTotals:Sales:Format'")]
    [InlineData("Sales:MaxRecordBytes", "many", "Sales:MaxRecordBytes", "is 'many'; it must be the longest record in bytes, 1 to 1 GiB")]
    [InlineData("Sales:MaxRecordBytes", "0", "Sales:MaxRecordBytes", "is '0'; it must be the longest record in bytes, 1 to 1 GiB")]
    [InlineData("Sales:OnError", "ignore", "Sales:OnError", "is 'ignore'; it must be stop, skip, or a section with DeadLetter, the path of a file of JSON lines")]
    [InlineData("Sales:OnError", "deadLetter", "Sales:OnError", "is 'deadLetter'; it must be stop, skip, or a section with DeadLetter, the path of a file of JSON lines")]
    [InlineData("Sales:OnError:DeadLetters", "dead", "Sales:OnError:DeadLetters", "isn't known; OnError has DeadLetter")]
    [InlineData("Checkpoints:Every", "00:00:01", "Checkpoints:Directory", "is missing; set it to the folder of the checkpoints")]
    [InlineData("Checkpoints:Every", "10", "Checkpoints:Every", "is '10'; it must be a time of 1 ms to 1 day as hours:minutes:seconds, such as 00:00:10")]
    [InlineData("Checkpoints:Every", "24:00:00", "Checkpoints:Every", "is '24:00:00'; it must be a time of 1 ms to 1 day as hours:minutes:seconds, such as 00:00:10")]
    [InlineData("Checkpoints:Every", "100.00:00:00", "Checkpoints:Every", "is '100.00:00:00'; it must be a time of 1 ms to 1 day as hours:minutes:seconds, such as 00:00:10")]
    [InlineData("Checkpoints:Every", "00:00:00", "Checkpoints:Every", "is '00:00:00'; it must be a time of 1 ms to 1 day as hours:minutes:seconds, such as 00:00:10")]
    [InlineData("Checkpoints:EveryEvents", "0", "Checkpoints:EveryEvents", "is '0'; it must be a number of events, 1 or more")]
    [InlineData("Checkpoints:Dir", "x", "Checkpoints:Dir", "isn't known; Checkpoints has Directory, Every, EveryEvents")]
    [InlineData("Totals:Parts", "x", "Totals", "has both Append and Parts; a sink writes one or the other")]
    [InlineData("OnCompleted", "stop", "OnCompleted", "is 'stop'; it must be stay (the host goes on, as it does where nothing is said) or stopHost")]
    [InlineData("Parameters:Least", "much", "Parameters:Least", "is 'much'; it must be a value of type Double")]
    [InlineData("Parameters:Since", "soon", "Parameters:Since", "is 'soon'; it must be a value of type Timestamp")]
    [InlineData("Parameters:Season", "Winter", "Parameters:Season", "is 'Winter'; it must be All, Summer")]
    [InlineData("Parameters:Season", "1", "Parameters:Season", "is '1'; it must be All, Summer")]
    [InlineData("Parameters:Least:Of", "1", "Parameters:Least", "is a section; it must be one value")]
    [InlineData("Parameters", "1", "Parameters", "is '1'; it must be a section with a key for each parameter")]
    [InlineData("Parameters:Most", "1", "Parameters:Most", "isn't known; pipeline 'CompiledStreams.Hosting.Tests.ShopTotals', of properties marked [Parameter], has Least, Season, Delay, Since, Label, Fixed, Anything")]
    [InlineData("Parameters:Fixed", "1", "Parameters:Fixed", "is '1'; it must be absent: the parameter has no 'init' accessor; set it in the constructor")]
    [InlineData("Parameters:Anything", "1", "Parameters:Anything", "is '1'; it must be absent: the parameter is of type 'object', which no text stands for; set it in the constructor")]
    public async Task A_wrong_key_is_named_with_its_value_and_what_is_accepted(string key, string? value, string named, string fact)
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string?> settings = new()
        {
            ["ShopTotals:Sales:Files"] = folder.With("sales.jsonl"),
            ["ShopTotals:Totals:Append"] = folder["totals.csv"],
            ["ShopTotals:" + key] = value,
        };
        using TestHost host = new(services => services.AddPipeline<ShopTotals>(), [.. settings.Select(s => (s.Key, s.Value))]);

        PipelineConfigurationException error = await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync);

        Assert.Equal($"Configuration key 'Pipelines:ShopTotals:{named}' {fact}", error.Message);
        Assert.Equal($"Pipelines:ShopTotals:{named}", error.Key);
        Assert.False(File.Exists(folder["totals.csv"]));
    }

    [Fact]
    public async Task Listed_columns_and_a_header_contradict_each_other()
    {
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Write(p => p.Totals, Memory.Discard)),
            ("ShopTotals:Sales:Files", "sales.csv"), ("ShopTotals:Sales:Header", "true"), ("ShopTotals:Sales:Columns", "shop,amount"));

        PipelineConfigurationException error = await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync);

        Assert.Equal(
            "Configuration key 'Pipelines:ShopTotals:Sales:Header' contradicts 'Pipelines:ShopTotals:Sales:Columns': where columns are listed, the first line is a record; remove one of them",
            error.Message);
    }

    [Fact]
    public async Task A_port_that_the_code_binds_is_not_for_the_configuration()
    {
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Read(p => p.Sales, Memory.From([new Sale(1, 1)])).Write(p => p.Totals, Memory.Discard)),
            ("ShopTotals:Sales:Files", "sales.jsonl"));

        PipelineConfigurationException error = await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync);

        Assert.Equal("Configuration key 'Pipelines:ShopTotals:Sales' is given, but the code binds Source 'Sales' to 1 events in memory; remove the one or the other", error.Message);
    }

    [Fact]
    public async Task A_file_that_is_not_there_keeps_the_host_from_starting()
    {
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Write(p => p.Totals, Memory.Discard)), ("ShopTotals:Sales:Files", "nowhere.jsonl"));

        Assert.Contains("'nowhere.jsonl' doesn't exist", (await Assert.ThrowsAsync<BindingException>(host.StartAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_followed_without_files()
    {
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Write(p => p.Totals, Memory.Discard)), ("ShopTotals:Sales:Follow", "true"));

        Assert.Equal(
            "Configuration key 'Pipelines:ShopTotals:Sales:Files' is missing; set it to a path, a pattern such as logs/*.jsonl, or a list of them",
            (await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync)).Message);
    }

    [Fact]
    public async Task A_compressed_file_cannot_be_followed_as_in_code()
    {
        using TemporaryFolder folder = new();
        string path = folder.With("sales.jsonl.gz");
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(run => run.Write(p => p.Totals, Memory.Discard)), ("ShopTotals:Sales:Files", path), ("ShopTotals:Sales:Follow", "true"));
        BindingException ofCode = Assert.Throws<BindingException>(
            new ShopTotals().Read(p => p.Sales, Files.Follow(Files.JsonLines(path))).Write(p => p.Totals, Memory.Discard).Check);

        Assert.Equal(ofCode.Message, (await Assert.ThrowsAsync<BindingException>(host.StartAsync)).Message);
    }

    [Fact]
    public async Task Parameters_have_the_values_of_the_configuration_and_else_those_of_the_code()
    {
        using TestHost host = new(
            services => services.AddPipeline<ShopTotals>(Bind),
            ("ShopTotals:Parameters:Least", "1.5"),
            ("ShopTotals:Parameters:Season", "summer"),
            ("ShopTotals:Parameters:Since", "2026-01-02T03:04:05Z"),
            ("ShopTotals:Parameters:Delay", "00:00:02"));
        await host.StartAsync();

        ShopTotals pipeline = host.Get<ShopTotals>();
        Assert.Equal((1.5, Season.Summer, TimeSpan.FromSeconds(2), "none", 7), (pipeline.Least, pipeline.Season, pipeline.Delay, pipeline.Label, pipeline.Fixed));
        Assert.Equal(Timestamp.Parse("2026-01-02T03:04:05Z"), pipeline.Since);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_required_parameter_must_be_given_where_the_container_makes_the_pipeline()
    {
        using TestHost host = new(services => services.AddSingleton<Rates>().AddPipeline<Converted>(Bind));

        Assert.Equal(
            "Configuration key 'Pipelines:Converted:Parameters:Shop' is missing: the parameter is 'required'; set the key, or register the pipeline as a service with it set: services.AddSingleton(new …)",
            (await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync)).Message);
    }

    [Fact]
    public async Task A_required_parameter_that_no_text_stands_for_asks_for_a_registered_pipeline()
    {
        using TestHost host = new(services => services.AddPipeline<Matching>(run => run.Read(p => p.Sales, Memory.From<Sale>([])).Write(p => p.Out, Memory.Discard)));

        Assert.Equal(
            "Configuration key 'Pipelines:Matching:Parameters:Matches' is missing: the parameter is 'required' and is of type 'Func<Sale, bool>', which no text stands for; "
            + "register the pipeline as a service with it set: services.AddSingleton(new …)",
            (await Assert.ThrowsAsync<PipelineConfigurationException>(host.StartAsync)).Message);
    }

    [Fact]
    public async Task A_pipeline_that_the_program_makes_keeps_its_parameters()
    {
        using TestHost host = new(services => services.AddSingleton(new Converted(new Rates()) { Shop = 3 }).AddPipeline<Converted>(Bind));
        await host.StartAsync();

        Assert.Equal(3, host.Get<Converted>().Shop);
        await host.StopAsync();
    }

    private static void Bind(PipelineRun<ShopTotals> run) => run.Read(p => p.Sales, Memory.From<Sale>([])).Write(p => p.Totals, Memory.Discard);

    private static void Bind(PipelineRun<Converted> run) => run.Read(p => p.Sales, Memory.From<Sale>([])).Write(p => p.Out, Memory.Discard);
}
