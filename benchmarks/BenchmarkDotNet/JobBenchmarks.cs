using BenchmarkDotNet.Attributes;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.BenchmarkDotNet;

/// <summary>All variants of one job under BenchmarkDotNet. A row is a whole pass; all variants get the same events.</summary>
[MemoryDiagnoser]
public abstract class JobBenchmarks(string job)
{
    private readonly Job _job = Job.All.Single(j => j.Name == job);
    private Pass? _pass;

    public IEnumerable<string> Variants => _job.VariantNames;

    [ParamsSource(nameof(Variants))]
    public string Variant { get; set; } = "";

    [GlobalSetup]
    public void Make() => _pass = _job.Contenders(name => name == Variant, JobSize.Alike)[0].Long;

    [IterationSetup]
    public void Prepare() => _pass!.Prepare();

    [Benchmark]
    public void Pass() => _pass!.Run();
}

public class FilterMap() : JobBenchmarks("filter-map");

public class KeyedSum10K() : JobBenchmarks("keyed-sum-10k");

public class KeyedSum1M() : JobBenchmarks("keyed-sum-1m");

public class JsonDecode() : JobBenchmarks("json-decode");

public class JsonEncode() : JobBenchmarks("json-encode");

public class JsonToJson10K() : JobBenchmarks("json-to-json-10k");

public class JsonToJson1M() : JobBenchmarks("json-to-json-1m");
