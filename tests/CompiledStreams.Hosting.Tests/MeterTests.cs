using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.IO.Pipelines;

namespace CompiledStreams.Hosting.Tests;

public class MeterTests
{
    private const string Pipeline = "compiledstreams.pipeline=CompiledStreams.Hosting.Tests.ShopTotals";

    [Fact]
    public async Task A_listener_sees_what_runs_count_while_they_run_and_afterwards()
    {
        using Listening listening = new();
        Dictionary<string, double> before = listening.Read();
        Pipe input = new();
        using CancellationTokenSource stop = new();
        Task<RunSummary> run = new ShopTotals()
            .Read(p => p.Sales, Pipes.From(input.Reader, Format.JsonLines), OnError.Skip)
            .Write(p => p.Totals, Memory.Discard)
            .RunAsync(stop.Token);
        byte[] records = """
            {"shop":1,"amount":2}
            no record
            {"shop":2,"amount":3}
            {"shop":1,"amount":3}

            """u8.ToArray();
        await input.Writer.WriteAsync(records);
        await TestHost.UntilAsync(() => Task.FromResult(Of("source.events", "source=Sales") == 3 && Of("sink.events", "sink=Totals") == 3));

        Assert.Equal(1, Of("source.skipped", "source=Sales"));
        Assert.Equal(records.Length, Of("source.bytes", "source=Sales"));
        Assert.Equal(0, Of("sink.bytes", "sink=Totals"));
        Assert.Equal(2, Of("state.keys", "operator=Sum"));
        Assert.True(Of("state.size", "operator=Sum") > 0);

        // The lane waits for input now, and for nothing else.
        double idle = Of("lane.time", "lane.state=idle"), blocked = Of("lane.time", "lane.state=blocked");
        await TestHost.UntilAsync(() => Task.FromResult(Of("lane.time", "lane.state=idle") > idle + 0.05));
        Assert.Equal(blocked, Of("lane.time", "lane.state=blocked"));
        Assert.True(Of("lane.time", "lane.state=busy") > 0);

        await stop.CancelAsync();
        (await run).Dispose();
        Assert.Equal(3, Of("source.events", "source=Sales"));
        Assert.DoesNotContain($"compiledstreams.state.keys {Pipeline} compiledstreams.operator=Sum", listening.Read().Keys);

        double Of(string instrument, string tag)
        {
            string key = $"compiledstreams.{instrument} {Pipeline} compiledstreams.{tag}";
            return listening.Read().GetValueOrDefault(key) - before.GetValueOrDefault(key);
        }
    }

    [Fact]
    public async Task A_lane_that_waits_for_its_sink_is_blocked()
    {
        using Listening listening = new();
        Pipe output = new(new PipeOptions(pauseWriterThreshold: 1024, resumeWriterThreshold: 512));
        string blocked = $"compiledstreams.lane.time {Pipeline} compiledstreams.lane.state=blocked";
        double before = listening.Read().GetValueOrDefault(blocked);
        Task<RunSummary> run = new ShopTotals()
            .Read(p => p.Sales, Memory.From(Enumerable.Repeat(new Sale(1, 1), 1_000_000).ToArray()))
            .Write(p => p.Totals, Pipes.To(output.Writer, Format.JsonLines))
            .RunAsync();

        await TestHost.UntilAsync(() => Task.FromResult(listening.Read().GetValueOrDefault(blocked) > before + 0.05));

        await output.Reader.CompleteAsync();
        (await run).Dispose();
    }

    [Fact]
    public async Task What_a_run_restored_isnt_counted_twice()
    {
        using Listening listening = new();
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["sales.jsonl"], """
            {"shop":1,"amount":2}
            {"shop":2,"amount":3}

            """);
        string events = $"compiledstreams.source.events {Pipeline} compiledstreams.source=Sales";
        double before = listening.Read().GetValueOrDefault(events);

        Assert.Equal((2, null), await RunAsync());
        Assert.Equal((2, 1), await RunAsync());

        Assert.Equal(before + 2, listening.Read()[events]);
        Assert.All(["stop", "duration", "size"], epoch => Assert.Single(listening.Recorded($"compiledstreams.epoch.{epoch} {Pipeline}")));

        async Task<(long Events, long? RestoredEpoch)> RunAsync()
        {
            using RunSummary summary = await new ShopTotals()
                .Read(p => p.Sales, Files.JsonLines(folder["sales.jsonl"]))
                .Write(p => p.Totals, Memory.Discard)
                .WithCheckpoints(folder["state"], everyEvents: 1_000_000)
                .RunAsync();
            return (summary.Events, summary.RestoredEpoch);
        }
    }

    [Fact]
    public async Task To_wait_for_a_sink_before_an_epoch_is_part_of_its_stop()
    {
        const double Waits = 0.3;
        using Listening listening = new();
        using TemporaryFolder folder = new();
        Pipe input = new(), output = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        Task<RunSummary> run = new ShopTotals()
            .Read(p => p.Sales, Pipes.From(input.Reader, Format.JsonLines))
            .Write(p => p.Totals, Pipes.To(output.Writer, Format.JsonLines))
            .WithCheckpoints(folder["state"], TimeSpan.FromMilliseconds(1))
            .Require(Guarantee.None)
            .RunAsync();
        await input.Writer.WriteAsync("""{"shop":1,"amount":2}"""u8.ToArray().Append((byte)'\n').ToArray());
        await Task.Delay(TimeSpan.FromSeconds(Waits));
        Task read = output.Reader.CopyToAsync(Stream.Null);
        await input.Writer.CompleteAsync();
        (await run).Dispose();
        await read;

        Assert.True(listening.Recorded($"compiledstreams.epoch.stop {Pipeline}").Max() > Waits / 2);
    }

    [Fact]
    public void Every_instrument_has_a_unit_and_a_description()
    {
        using Listening listening = new();
        Assert.NotEmpty(listening.Instruments);
        Assert.All(listening.Instruments, instrument => Assert.False(string.IsNullOrEmpty(instrument.Unit) || string.IsNullOrEmpty(instrument.Description)));
    }

    /// <summary>Listens to the meter; a value is found by the instrument's name and its tags.</summary>
    private sealed class Listening : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _values = [];
        private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _recorded = [];

        public Listening()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != "CompiledStreams")
                    return;

                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            _listener.Start();
            using RunSummary any = new ShopTotals().Read(p => p.Sales, Memory.From<Sale>([])).Write(p => p.Totals, Memory.Discard).RunAsync().GetAwaiter().GetResult();
        }

        public List<Instrument> Instruments { get; } = [];

        public Dictionary<string, double> Read()
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return new Dictionary<string, double>(_values);
        }

        /// <summary>What a histogram was given, by any thread.</summary>
        public IEnumerable<double> Recorded(string key) => _recorded.GetValueOrDefault(key) ?? [];

        public void Dispose() => _listener.Dispose();

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (instrument.IsObservable)
                _values[Key(instrument, tags)] = value;
            else
                _recorded.GetOrAdd(Key(instrument, tags), _ => []).Enqueue(value);
        }

        private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string key = instrument.Name;
            foreach ((string name, object? value) in tags)
                key += $" {name}={value}";

            return key;
        }
    }
}
