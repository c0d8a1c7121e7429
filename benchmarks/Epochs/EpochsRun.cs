using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using CompiledStreams.Benchmarks.Jobs;
using CompiledStreams.Benchmarks.Variants.Compiled;

namespace CompiledStreams.Benchmarks.Epochs;

/// <summary>
/// What checkpoints cost: a million keys, then events of ten thousand of them, JSON lines from files to nowhere, with an epoch a second and without, in turns.
/// The stop of the first epoch, in which every key is new, isn't counted in the throughput.
/// </summary>
internal sealed class EpochsRun(int pairs) : IDisposable
{
    private const int Keys = 1_000_000;
    private const int BusyKeys = 10_000;
    private const int BusyEvents = 2_000_000;
    private const int Repeats = 240;

    private readonly string _folder = Directory.CreateTempSubdirectory("epochs-").FullName;
    private readonly List<double> _stops = [];
    private readonly List<long> _sizes = [];

    /// <summary>Measures, and prints.</summary>
    public int Run()
    {
        using MeterListener listener = Listen();
        string[] files = MakeFiles();
        string state = Path.Combine(_folder, "state");
        List<double> without = [], with = [], ratios = [], firstStops = [], otherStops = [], perSlot = [];
        for (int pair = -1; pair < pairs; pair++)
        {
            double plain = Time(files, state: null);
            _stops.Clear();
            _sizes.Clear();
            double checkpointed = Time(files, state);
            if (pair < 0)
                continue;

            checkpointed -= 1e9 * _stops[0] / (Keys + ((long)BusyEvents * Repeats));
            without.Add(plain);
            with.Add(checkpointed);
            ratios.Add(plain / checkpointed);
            firstStops.Add(_stops[0]);
            otherStops.AddRange(_stops.Skip(1));
            perSlot.Add((double)_sizes[0] / Keys);
        }

        long before = Stopwatch.GetTimestamp();
        using (SavedState saved = SavedState.Open(state, new SpendingPipeline()))
        {
            TimeSpan restored = Stopwatch.GetElapsedTime(before);
            if (!saved.TryGetResult(nameof(SpendingPipeline.Sums), 1, out Spending _))
                throw new InvalidOperationException("The first customer has no state.");

            Print($"restoring {Keys:N0} keys: {restored.TotalSeconds:0.00} s");
        }

        Print($"throughput with checkpoints over without, {pairs} pairs: median {Median(ratios):0.000}, from {ratios.Min():0.000} to {ratios.Max():0.000} ({Median(with):0.0} and {Median(without):0.0} ns an event)");
        Print($"stop of the lane, {BusyKeys:N0} of {Keys:N0} keys changed: median {1e3 * Median(otherStops):0.00} ms, longest {1e3 * otherStops.Max():0.00} ms of {otherStops.Count} epochs; with all keys changed: median {1e3 * Median(firstStops):0} ms");
        Print($"bytes of an epoch for each changed slot (a key of 4 bytes, a state of 16): {Median(perSlot):0.0}");
        return 0;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Nanoseconds an event.</summary>
    private double Time(string[] files, string? state)
    {
        if (state is not null && Directory.Exists(state))
            Directory.Delete(state, recursive: true);

        PipelineRun<SpendingPipeline> run = new SpendingPipeline().Read(p => p.Purchases, Files.JsonLines(files)).Write(p => p.Out, Memory.Discard);
        if (state is not null)
            run.WithCheckpoints(state, TimeSpan.FromSeconds(1));

        using RunSummary summary = run.RunAsync().GetAwaiter().GetResult();
        return summary.Elapsed.TotalNanoseconds / summary.Events;
    }

    private MeterListener Listen()
    {
        MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name is "compiledstreams.epoch.stop" or "compiledstreams.epoch.size")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _stops.Add(seconds));
        listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => _sizes.Add(bytes));
        listener.Start();
        return listener;
    }

    private string[] MakeFiles()
    {
        int[] all = [.. Enumerable.Range(1, Keys)];
        new Random(3).Shuffle(all);
        string every = Path.Combine(_folder, "every.jsonl"), busy = Path.Combine(_folder, "busy.jsonl");
        File.WriteAllBytes(every, Data.Lines([.. all.Select((customer, i) => new Purchase { Time = 1_700_000_000_000 + i, Customer = customer, Amount = 1.25 })]));
        Random random = new(4);
        File.WriteAllBytes(busy, Data.Lines([.. Enumerable.Range(0, BusyEvents).Select(i => new Purchase
        {
            Time = 1_700_001_000_000 + i, Customer = all[random.Next(BusyKeys)], Amount = random.Next(1, 20_000) / 100.0,
        })]));
        return [every, .. Enumerable.Repeat(busy, Repeats)];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
