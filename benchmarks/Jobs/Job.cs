namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>A job: its data, and the variants that do it.</summary>
internal abstract class Job(string name, string about, int keys, int events, int slowEvents)
{
    public string Name { get; } = name;

    public string About { get; } = about;

    public int Keys { get; } = keys;

    /// <summary>Events of a measured pass.</summary>
    public int Events { get; } = events;

    /// <summary>Events of a measured pass of a variant that is slow.</summary>
    public int SlowEvents { get; } = slowEvents;

    public abstract IReadOnlyList<string> VariantNames { get; }

    /// <summary>The variants, ready to run: each with its long and its small workload.</summary>
    public abstract IReadOnlyList<Contender> Contenders(Predicate<string> wanted, JobSize size);

    public static IReadOnlyList<Job> All { get; } =
    [
        FilterMapJob.Create(),
        KeyedSumJob.Create("keyed-sum-10k", 10_000),
        KeyedSumJob.Create("keyed-sum-1m", 1_000_000),
        JsonDecodeJob.Create(),
        JsonEncodeJob.Create(),
        JsonToJsonJob.Create("json-to-json-10k", 10_000, slowEvents: 250_000),
        JsonToJsonJob.Create("json-to-json-1m", 1_000_000, slowEvents: 1_000_000),
    ];
}

/// <summary>How much input the variants get.</summary>
internal enum JobSize
{
    /// <summary>The job's own numbers of events and keys.</summary>
    Measured,

    /// <summary>The same, but the slow variants' number of events for all, so that times of whole passes compare.</summary>
    Alike,

    /// <summary>Little, to compare outputs only.</summary>
    Smoke,
}

internal sealed class Job<TWorkload>(
    string name, string about, int keys, int events, int slowEvents, Func<int, int[], TWorkload> make, params Func<Variant<TWorkload>>[] variants)
    : Job(name, about, keys, events, slowEvents) where TWorkload : Workload
{
    private const int SmallEvents = 3_000;
    private const int SmokeEvents = 30_000;
    private const int SmokeKeys = 5_000;

    public override IReadOnlyList<string> VariantNames { get; } = [.. variants.Select(static v => v().Name)];

    public override IReadOnlyList<Contender> Contenders(Predicate<string> wanted, JobSize size)
    {
        var smoke = size == JobSize.Smoke;
        var customers = Data.Customers(smoke ? Math.Min(Keys, SmokeKeys) : Keys);
        var workloads = new Dictionary<int, TWorkload>();
        TWorkload Workload(int count) => workloads.TryGetValue(count, out var made) ? made : workloads[count] = make(count, customers);

        return
        [
            .. from create in variants
               let variant = create()
               where wanted(variant.Name)
               let count = smoke ? SmokeEvents : variant.IsSlow || size == JobSize.Alike ? SlowEvents : Events
               select new Contender(
                   variant.Name, Pass.Of(variant, Workload(count)), Pass.Of(variant, Workload(SmallEvents)))
        ];
    }
}

/// <summary>A variant with the workloads it runs over.</summary>
internal sealed record Contender(string Name, Pass Long, Pass Small);

/// <summary>One variant bound to one workload.</summary>
internal sealed record Pass(Workload Workload, Action Prepare, Action Run)
{
    public static Pass Of<TWorkload>(Variant<TWorkload> variant, TWorkload workload) where TWorkload : Workload => new(
        workload,
        () =>
        {
            workload.Rewind();
            variant.Prepare(workload);
        },
        () => variant.Run(workload));
}
