using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.Compiled;

using CompiledStreams.Runtime;
using static Rewinding;
using Pipes = CompiledStreams.Pipes;

// What the compiler makes of the pipelines in Pipelines.cs, driven by the runtime's own lane.

internal sealed class CompiledFilterMap : Variant<ArrayWorkload<Taxed>>
{
    private readonly WarmLane<FilterMapPipeline> _lane = new(new FilterMapPipeline());

    public override string Name => "compiled";

    public override void Prepare(ArrayWorkload<Taxed> workload) =>
        _lane.Bind(run => run.Read(p => p.Purchases, Memory.From(workload.Input)).Write(p => p.Out, Memory.To(workload.Output)));

    public override void Run(ArrayWorkload<Taxed> workload)
    {
        _lane.Run();
        workload.Written = (int)_lane.Written;
    }
}

internal sealed class CompiledKeyedSum : Variant<ArrayWorkload<Spending>>
{
    private readonly WarmLane<KeyedSumPipeline> _lane = new(new KeyedSumPipeline());
    private int[]? _known;

    public override string Name => "compiled";

    public override void Prepare(ArrayWorkload<Spending> workload)
    {
        if (_known != workload.Customers)
        {
            _known = workload.Customers;
            Purchase[] all = [.. workload.Customers.Select(customer => new Purchase { Customer = customer })];
            _lane.Bind(run => run.Read(p => p.Purchases, Memory.From(all)).Write(p => p.Out, Memory.Discard));
            _lane.Run();
        }

        _lane.EmptyState<KeyedSumPipeline.Sums>();
        _lane.Bind(run => run.Read(p => p.Purchases, Memory.From(workload.Input)).Write(p => p.Out, Memory.To(workload.Output)));
    }

    public override void Run(ArrayWorkload<Spending> workload)
    {
        _lane.Run();
        workload.Written = (int)_lane.Written;
    }
}

internal sealed class CompiledDecode : Variant<DecodeWorkload>
{
    private readonly WarmLane<DecodePipeline> _lane = new(new DecodePipeline());

    public override string Name => "compiled";

    public override void Prepare(DecodeWorkload workload)
    {
        _lane.EmptyState<DecodePipeline.Check>();
        _lane.Bind(run => run.Read(p => p.Purchases, Pipes.From(Rewound(workload.Input), Format.JsonLines)).Write(p => p.Out, Memory.Discard));
    }

    public override void Run(DecodeWorkload workload)
    {
        _lane.Run();
        Checked result = _lane.Result<Checked>();
        workload.Sum = new Outcome(result.Count, result.Sum);
    }
}

internal sealed class CompiledEncode : Variant<EncodeWorkload>
{
    private readonly WarmLane<EncodePipeline> _lane = new(new EncodePipeline());

    public override string Name => "compiled";

    public override void Prepare(EncodeWorkload workload) =>
        _lane.Bind(run => run.Read(p => p.In, Memory.From(workload.Input)).Write(p => p.Out, Pipes.To(Rewound(workload.Output), Format.JsonLines)));

    public override void Run(EncodeWorkload workload) => _lane.Run();
}

internal sealed class CompiledJsonToJson : Variant<LinesWorkload>
{
    private readonly WarmLane<SpendingPipeline> _lane = new(new SpendingPipeline());
    private int[]? _known;

    public override string Name => "compiled";

    public override void Prepare(LinesWorkload workload)
    {
        if (_known != workload.Customers)
        {
            _known = workload.Customers;
            Purchase[] all = [.. workload.Customers.Select(customer => new Purchase { Customer = customer, Amount = 1 })];
            _lane.Bind(run => run.Read(p => p.Purchases, Memory.From(all)).Write(p => p.Out, Memory.Discard));
            _lane.Run();
        }

        _lane.EmptyState<SpendingPipeline.Sums>();
        _lane.Bind(run => run.Read(p => p.Purchases, Pipes.From(Rewound(workload.Input), Format.JsonLines)).Write(p => p.Out, Pipes.To(Rewound(workload.Output), Format.JsonLines)));
    }

    public override void Run(LinesWorkload workload) => _lane.Run();
}

internal static class Rewinding
{
    /// <summary>A pipe's end that another pass was bound to.</summary>
    public static TEnd Rewound<TEnd>(TEnd end)
        where TEnd : class
    {
        Claims.Release(end);
        return end;
    }
}
