using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests;

/// <summary>What can't be bound is refused with what to do instead.</summary>
public class BindingTests
{
    private static readonly IInput<Row> s_rows = Memory.From(new Row[1]);

    [Fact]
    public async Task An_unbound_port_is_named()
    {
        await Refused("Sink 'Updates' isn't bound; add .Write(p => p.Updates", new TotalsPipeline().Read(p => p.Rows, s_rows));
        await Refused("Source 'Rows' isn't bound; add .Read(p => p.Rows", new TotalsPipeline().Write(p => p.Updates, Memory.Discard));
    }

    [Fact]
    public void A_port_is_bound_once()
    {
        PipelineRun<TotalsPipeline> run = new TotalsPipeline().Read(p => p.Rows, s_rows);
        Assert.Contains("Source 'Rows' is bound to 1 events in memory already", Assert.Throws<BindingException>(() => run.Read(p => p.Rows, s_rows)).Message);
    }

    [Fact]
    public void A_port_of_another_pipeline_is_refused_by_name()
    {
        JsonOnly other = new();
        Says("Source 'Rows' is a port of pipeline 'JsonOnly' and not of 'Tests.TotalsPipeline'; name one of its own, Read(p => p.Name, …): Rows", () => new TotalsPipeline().Read(_ => other.Rows, s_rows));
        Says("Source 'Rows' is a port of pipeline 'JsonOnly' and not of 'Tests.TotalsPipeline'; ", () => new TotalsPipeline().Read(_ => other.Rows, Files.JsonLines("a.jsonl")));
        Says("Sink 'Updates' is a port of pipeline 'Tests.TotalsPipeline' and not of 'JsonOnly'; name one of its own, Write(p => p.Name, …): it has none", () => other.Write(_ => new TotalsPipeline().Updates, Memory.Discard));
        Says("What should name a sink of pipeline 'Tests.TotalsPipeline' gives a port of no pipeline; ", () => new TotalsPipeline().Write(_ => default(Sink<Total>), Files.JsonLines("a.jsonl")));

        static void Says(string message, Action bind) => Assert.StartsWith(message, Assert.Throws<BindingException>(bind).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_another_object_of_the_pipeline_is_the_pipelines() =>
        new TotalsPipeline().Read(_ => new TotalsPipeline().Rows, s_rows).Write(p => p.Updates, Memory.Discard).Check();

    [Fact]
    public async Task A_missing_file_a_folder_and_a_pattern_without_files_are_refused()
    {
        using TempFolder folder = new();
        await Refused($"File '{folder["no.jsonl"]}' doesn't exist", Over(Files.JsonLines(folder["no.jsonl"])));
        await Refused("is a folder; name a file", Over(Files.JsonLines(folder[""])));
        await Refused("matches no file", Over(Files.JsonLines(folder["*.jsonl"])));
        await Refused("put them into the file's name alone", Over(Files.JsonLines(folder["x*/y.jsonl"])));
    }

    [Fact]
    public async Task A_file_is_not_read_and_written_at_once_nor_written_as_gz()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.jsonl"], "1,1\n");
        FileBinding file = Files.JsonLines(folder["a.jsonl"]);
        await Refused("which sink 'Updates' writes", new TotalsPipeline().Read(p => p.Rows, file).Write(p => p.Updates, file));
        File.CreateSymbolicLink(folder["link.jsonl"], "a.jsonl");
        PipelineRun<TotalsPipeline> linked = new TotalsPipeline().Read(p => p.Rows, Files.JsonLines(folder["link.jsonl"])).Write(p => p.Updates, file);
        Assert.Contains("which sink 'Updates' writes", Assert.Throws<BindingException>(linked.Check).Message, StringComparison.Ordinal);
        await Refused(
            "both write file", new TotalsPipeline().Read(p => p.Rows, Memory.From("1,1"u8.ToArray(), Format.JsonLines), OnError.DeadLetter(file)).Write(p => p.Updates, file));
        await Refused("compressed output isn't supported", new TotalsPipeline().Read(p => p.Rows, s_rows).Write(p => p.Updates, Files.JsonLines(folder["b.gz"])));
    }

    [Fact]
    public async Task A_file_and_a_folder_are_known_behind_links_of_folders()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.jsonl"], "1,1\n");
        File.CreateSymbolicLink(folder["link.jsonl"], "a.jsonl");
        Directory.CreateSymbolicLink(folder["folder"], ".");
        Directory.CreateSymbolicLink(folder["again"], "folder/.");
        IInput rows = Memory.From("1,1"u8.ToArray(), Format.JsonLines);
        FileBinding near = Files.JsonLines(folder["a.jsonl"]), far = Files.JsonLines(folder["again/link.jsonl"]);
        await Refused("which sink 'Updates' writes", new TotalsPipeline().Read(p => p.Rows, far).Write(p => p.Updates, near));
        await Refused("both write file", new TotalsPipeline().Read(p => p.Rows, rows, OnError.DeadLetter(far)).Write(p => p.Updates, near));

        IOutput parts = Files.Parts(folder["again/parts"], Format.JsonLines);
        await Refused("both write parts into folder", new TotalsPipeline().Read(p => p.Rows, rows, OnError.DeadLetter(parts)).Write(p => p.Updates, Files.Parts(folder["parts"], Format.JsonLines)));
    }

    [Fact]
    public async Task A_pipe_is_read_by_one_source_of_one_run()
    {
        Pipe pipe = new();
        pipe.Writer.Complete();
        IInput input = Pipes.From(pipe.Reader, Format.JsonLines);
        (await Over(input).RunAsync()).Dispose();

        await Refused("a pipe that another source or run reads", Over(Pipes.From(pipe.Reader, Format.JsonLines)));
    }

    [Fact]
    public async Task A_format_that_the_source_does_not_admit_is_refused() =>
        await Refused(
            "Source 'Rows' admits JsonLines but 3 bytes in memory is Delimited",
            new JsonOnly().Read(p => p.Rows, Memory.From("1,1"u8.ToArray(), Format.Delimited)));

    [Fact]
    public void Dead_letters_are_json_lines() => Assert.Throws<ArgumentException>(() => OnError.DeadLetter(Files.Delimited("bad.csv")));

    private static PipelineRun<TotalsPipeline> Over(IInput input) => new TotalsPipeline().Read(p => p.Rows, input).Write(p => p.Updates, Memory.Discard);

    private static async Task Refused<TPipeline>(string message, PipelineRun<TPipeline> run)
        where TPipeline : IPipeline =>
        Assert.Contains(message, (await Assert.ThrowsAsync<BindingException>(() => run.RunAsync())).Message);

    private sealed class JsonOnly : ICompiledPipeline
    {
        public Source<Row> Rows => new(Description, 0);

        public PipelineDescription Description { get; } =
            new("JsonOnly", [new SourceDescription("Rows", typeof(Row), Formats.JsonLines, Validate.Structure)], [], "");

        public LaneProgram CreateLane(LaneContext context) => throw new InvalidOperationException("The check must come first.");

        public Task<RunSummary> RunAsync(RunBindings bindings, CancellationToken cancellationToken) => PipelineRunner.RunAsync(this, bindings, cancellationToken);
    }
}
