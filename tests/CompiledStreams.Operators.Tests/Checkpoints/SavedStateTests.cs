using CompiledStreams.Operators.Tests.RandomRuns;
using CompiledStreams.Store;

namespace CompiledStreams.Operators.Tests.Checkpoints;

[Pipeline]
public sealed partial class Places
{
    [Source] public partial Source<Step> Steps { get; }

    [Aggregate(nameof(Steps), WholeStream = true)]
    internal partial struct All
    {
        private long count;
        private Utf8Text latest;

        public void Add(in Step s)
        {
            count++;
            latest = s.Place;
        }

        public readonly Visits Result() => new(latest, count);
    }

    [Sink(nameof(All))] public partial Sink<Visits> Totals { get; }

    [KeyBy(nameof(Steps))] internal static Utf8Text Place(in Step s) => s.Place;

    [Aggregate(nameof(Place))]
    internal partial struct Each
    {
        private long count;

        public void Add(in Step s) => count++;

        public readonly Visits Result(Utf8Text place) => new(place, count);
    }

    [Sink(nameof(Each))] public partial Sink<Visits> OfEach { get; }
}

[Event]
public readonly partial record struct Visits(Utf8Text Place, long Count);

/// <summary>Looking into checkpoints gives what they hold, says why where it can't, and changes no file.</summary>
[Collection(nameof(CrashingRun))]
public sealed class SavedStateTests : IDisposable
{
    private static readonly string[] s_steps =
    [
        """{"walker":1,"place":"park","isLast":false}""", """{"walker":2,"place":"a street of many words","isLast":false}""",
        """{"walker":1,"place":"park","isLast":false}""", """{"walker":2,"place":"","isLast":true}""",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("saved-state-").FullName;

    private string State => Path.Combine(_folder, "state");

    [Fact]
    public void Keys_of_text_text_in_state_and_the_state_of_a_whole_stream_are_there()
    {
        Run(new Places());
        using SavedState saved = SavedState.Open(State, new Places());

        Assert.True(saved.IsCompleted);
        Assert.True(saved.Epoch > 0);
        Assert.Equal(["All", "Each"], saved.Operators.Order());
        Assert.Equal(
            [("", 1L), ("a street of many words", 1L), ("park", 2L)],
            saved.Results<Utf8Text, Visits>("Each").Select(each => (each.Key.ToString(), each.Value.Count)).Order());
        Assert.True(saved.TryGetResult("Each", (Utf8Text)"park", out Visits park));
        Assert.Equal(new Visits("park", 2), park);
        Assert.False(saved.TryGetResult("Each", (Utf8Text)"sea", out Visits _));
        Assert.True(saved.TryGetResult("All", default(ValueTuple), out Visits all));
        Assert.Equal(new Visits("", 4), all);
        Assert.Equal(all, Assert.Single(saved.Results<ValueTuple, Visits>("All")).Value);
    }

    [Fact]
    public void Where_head_is_missing_it_isnt_taken_for_a_folder_without_checkpoints()
    {
        Run(new Places());
        File.Delete(Path.Combine(State, "HEAD"));
        string message = Assert.Throws<ConnectorException>(() => SavedState.Open(State, new Places())).Message;
        Assert.Contains("without HEAD nobody knows which epoch was committed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_states_of_a_process_are_there_but_for_those_it_removed()
    {
        Run(new Walks());
        using SavedState saved = SavedState.Open(State, new Walks());

        Assert.Equal(["Follow"], saved.Operators);
        Assert.True(saved.TryGetResult("Follow", 1, out Walks.Walk walk));
        Assert.Equal((2, "park"), (walk.Steps, walk.Latest.ToString()));
        Assert.False(saved.TryGetResult("Follow", 2, out walk));
        Assert.Single(saved.Results<int, Walks.Walk>("Follow"));
    }

    [Fact]
    public void Another_operator_key_or_result_is_an_error_that_says_what_there_is()
    {
        Run(new Walks());
        using SavedState saved = SavedState.Open(State, new Walks());

        Assert.Contains("no aggregate or process 'Lead' with state; there are: 'Follow'", Assert.Throws<ArgumentException>(() => saved.Results<int, Walks.Walk>("Lead")).Message, StringComparison.Ordinal);
        string[] wrong =
        [
            Assert.Throws<ArgumentException>(() => saved.Results<long, Walks.Walk>("Follow")).Message,
            Assert.Throws<ArgumentException>(() => saved.TryGetResult("Follow", 1, out int _)).Message,
        ];
        Assert.All(wrong, message => Assert.Contains("it has the key Int32 and the result or state Walk", message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_state_is_gone_once_it_is_disposed()
    {
        Run(new Walks());
        SavedState saved = SavedState.Open(State, new Walks());
        saved.Dispose();
        Assert.Throws<ObjectDisposedException>(() => saved.Results<int, Walks.Walk>("Follow"));
    }

    [Fact]
    public void Checkpoints_of_another_pipeline_are_refused_by_its_name()
    {
        Run(new Walks());
        string message = Assert.Throws<ConnectorException>(() => SavedState.Open(State, new Places())).Message;
        Assert.Contains(typeof(Walks).FullName!, message, StringComparison.Ordinal);
        Assert.Contains(typeof(Places).FullName!, message, StringComparison.Ordinal);
        Assert.Contains(State, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_checkpoints_is_named_and_stays_as_it_was()
    {
        Assert.Contains(State, Assert.Throws<BindingException>(() => SavedState.Open(State, new Walks())).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(State));

        Directory.CreateDirectory(State);
        File.WriteAllText(Path.Combine(State, "notes.txt"), "mine");
        Assert.Contains(State, Assert.Throws<BindingException>(() => SavedState.Open(State, new Walks())).Message, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(State, "notes.txt")], Directory.GetFileSystemEntries(State));

        File.WriteAllText(Path.Combine(State, "HEAD"), "ref: refs/heads/main\n");
        Assert.Contains(Path.Combine(State, "HEAD"), Assert.Throws<ConnectorException>(() => SavedState.Open(State, new Walks())).Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(State).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_without_an_epoch_has_no_state(bool hasDatabase)
    {
        EmbeddedStore.Open(State, typeof(Walks).FullName!).Dispose();
        if (!hasDatabase)
            Directory.Delete(Path.Combine(State, "rocksdb"), recursive: true);

        using SavedState saved = SavedState.Open(State, new Walks());
        Assert.Equal((0, false), (saved.Epoch, saved.IsCompleted));
        Assert.Empty(saved.Results<int, Walks.Walk>("Follow"));
    }

    [Fact]
    public void A_store_that_lost_its_database_is_an_error()
    {
        Run(new Walks());
        Directory.Delete(Path.Combine(State, "rocksdb"), recursive: true);
        Assert.Contains(Path.Combine(State, "rocksdb"), Assert.Throws<ConnectorException>(() => SavedState.Open(State, new Walks())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_in_use_is_refused_with_the_process_and_opens_afterwards()
    {
        Run(new Walks());
        using (EmbeddedStore.Open(State, typeof(Walks).FullName!))
        {
            Assert.Contains($"process {Environment.ProcessId}", Assert.Throws<ConnectorException>(() => SavedState.Open(State, new Walks())).Message, StringComparison.Ordinal);
        }

        SavedState.Open(State, new Walks()).Dispose();
    }

    [Fact]
    public void No_file_is_changed_and_a_copy_without_its_lock_opens_too()
    {
        Run(new Walks());
        string[] before = Contents();
        SavedState.Open(State, new Walks()).Dispose();
        Assert.Throws<ConnectorException>(() => SavedState.Open(State, new Places()));
        Assert.Equal(before, Contents());

        File.Delete(Path.Combine(State, "LOCK"));
        SavedState.Open(State, new Walks()).Dispose();
        Assert.False(File.Exists(Path.Combine(State, "LOCK")));
    }

    [Fact]
    public void An_epoch_that_is_committed_and_not_yet_in_HEAD_is_read_and_HEAD_left_to_the_next_run()
    {
        AppContext.SetSwitch("CompiledStreams.CrashPoints", true);
        CrashPoint.Reached = name =>
        {
            if (name == "before-head")
                throw new SimulatedCrashException();
        };
        try
        {
            Assert.ThrowsAny<Exception>(() => Run(new Walks()));
        }
        finally
        {
            CrashPoint.Reached = null;
        }

        string[] before = Contents();
        using (SavedState saved = SavedState.Open(State, new Walks()))
        {
            Assert.Equal(1, saved.Epoch);
            Assert.NotEmpty(saved.Results<int, Walks.Walk>("Follow"));
        }

        Assert.Equal(before, Contents());
        Assert.Equal(1, Run(new Walks()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private long? Run(Walks pipeline) => Run(pipeline.Read(p => p.Steps, Files.JsonLines(Input())).Write(p => p.Ends, Parts("ends")));

    private long? Run(Places pipeline) => Run(pipeline.Read(p => p.Steps, Files.JsonLines(Input())).Write(p => p.Totals, Parts("totals")).Write(p => p.OfEach, Parts("each")));

    private long? Run<T>(PipelineRun<T> run)
        where T : IPipeline
    {
        using RunSummary summary = run.WithCheckpoints(State, everyEvents: 2).RunAsync().GetAwaiter().GetResult();
        return summary.RestoredEpoch;
    }

    private string Input()
    {
        string input = Path.Combine(_folder, "steps.jsonl");
        File.WriteAllText(input, string.Join('\n', s_steps) + "\n");
        return input;
    }

    private IOutput Parts(string name) => Files.Parts(Path.Combine(_folder, name), Format.JsonLines);

    private string[] Contents() =>
        [.. Directory.GetFiles(State, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")];
}
