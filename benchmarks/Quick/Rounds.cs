using System.Diagnostics;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Quick;

/// <summary>
/// Measures the variants of a job round by round, each once a round and in rotating order, so that a machine that slows down
/// slows all of them. Ratios are taken within a round. A variant that costs much more than the fastest runs in every third round only.
/// </summary>
internal sealed class Rounds(IReadOnlyList<Contender> contenders)
{
    private const int Most = 21;
    private const int Fewest = 6;
    private const int SlowEvery = 3;
    private const int FewestBursts = 4;
    private const int MostBursts = 12;
    private const double SlowShare = 4;
    private static readonly TimeSpan _budget = TimeSpan.FromSeconds(36);

    private readonly List<Sample>[] _samples = [.. contenders.Select(static _ => new List<Sample>())];

    private readonly record struct Sample(int Round, double Nanoseconds, double Bytes);

    public IEnumerable<Measurement> Run(string job)
    {
        foreach (var contender in contenders)
            WarmUp(contender);

        var first = contenders.Select(Check).ToArray();
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Most && (round < Fewest || clock.Elapsed < _budget); round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var turn = (i + round) % contenders.Count;
                if (round % SlowEvery == 0 || first[turn] < first.Min() * SlowShare)
                    _samples[turn].Add(Measure(contenders[turn].Long, round));
            }
        }

        return contenders.Select((contender, i) => new Measurement(
            job,
            contender.Name,
            Median(_samples[i].Select(static s => s.Nanoseconds)),
            Ratio("hand-written", i),
            Median(_samples[i].Select(static s => s.Bytes)))
        {
            RatioToHandOwn = Ratio("hand-own", i),
            FastestNanoseconds = _samples[i].Min(static s => s.Nanoseconds),
            Rounds = _samples[i].Count,
        });
    }

    /// <summary>Bursts of small passes, with pauses in which the compiler reaches tier 1, until a burst is no faster than those before it.</summary>
    private static void WarmUp(Contender contender)
    {
        var fastest = double.MaxValue;
        for (var burst = 0; burst < MostBursts; burst++)
        {
            var before = fastest;
            for (var pass = 0; pass < 40; pass++)
            {
                contender.Small.Prepare();
                var start = Stopwatch.GetTimestamp();
                contender.Small.Run();
                fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }

            if (burst >= FewestBursts && fastest > before * 0.9)
                return;

            Thread.Sleep(120);
        }
    }

    /// <summary>A long pass whose output must be the expected one; returns its time.</summary>
    private static double Check(Contender contender)
    {
        var sample = Measure(contender.Long, round: -1);
        return SmokeCheck.Difference(contender.Long.Workload) is { } difference
            ? throw new InvalidOperationException($"Variant {contender.Name} {difference}. 'quick --smoke' compares all variants on small inputs.")
            : sample.Nanoseconds * contender.Long.Workload.Events;
    }

    private static Sample Measure(Pass pass, int round)
    {
        pass.Prepare();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        pass.Run();
        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        double events = pass.Workload.Events;
        return new Sample(round, elapsed.TotalNanoseconds / events, allocated / events);
    }

    /// <summary>The median, over the rounds that both ran in, of the other variant's time over this one's.</summary>
    private double? Ratio(string other, int variant)
    {
        var theirs = contenders.Select(static c => c.Name).ToList().IndexOf(other);
        if (theirs < 0)
            return null;

        var times = _samples[theirs].ToDictionary(static s => s.Round, static s => s.Nanoseconds);
        return Median(_samples[variant].Where(s => times.ContainsKey(s.Round)).Select(s => times[s.Round] / s.Nanoseconds));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
