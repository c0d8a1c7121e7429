using System.Reflection;
using CompiledStreams.Runtime;

namespace CompiledStreams.Benchmarks.Variants.Compiled;

/// <summary>A lane whose state outlives its passes, as that of a pipeline which runs for days does: each pass binds its ports anew.</summary>
internal sealed class WarmLane<TPipeline> : LaneContext
    where TPipeline : ICompiledPipeline
{
    private readonly TPipeline _pipeline;
    private readonly LaneProgram _program;
    private readonly LaneSignal _signal = new();
    private readonly List<Action<RunContext>> _rebinds = [];
    private readonly List<ILaneSource> _sources = [];
    private readonly List<ILaneSink> _sinks = [];
    private LaneLoop? _loop;

    public WarmLane(TPipeline pipeline)
    {
        _pipeline = pipeline;
        _program = pipeline.CreateLane(this);
    }

    public override bool Poison => false;

    /// <summary>Binds the ports of the next pass. Not timed.</summary>
    public void Bind(Action<PipelineRun<TPipeline>> bind)
    {
        PipelineRun<TPipeline> run = new(_pipeline);
        bind(run);
        RunContext context = new(_pipeline.Description, run.Bindings, BlockPool.Shared);
        foreach (Action<RunContext> rebind in _rebinds)
            rebind(context);

        _loop = new LaneLoop(_program, _pipeline.Description, [.. _sources], [.. _sinks], _signal);
    }

    /// <summary>Events that the last pass wrote to the first sink.</summary>
    public long Written => _sinks[0].Events;

    /// <summary>One pass, on this thread.</summary>
    public void Run() => _loop!.Run();

    /// <summary>The only result of an aggregate over a whole stream.</summary>
    public TResult Result<TResult>() => ((OperatorState<ValueTuple, TResult>)_program.States[0]).Results().Single().Value;

    /// <summary>Empties the state of every key, and keeps the keys.</summary>
    public void EmptyState<TState>()
        where TState : struct
    {
        foreach (FieldInfo field in _program.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            if (field.GetValue(_program) is KeyedState<int, int, TState, ScalarKey<int>> table)
            {
                foreach (var entry in table)
                    entry.State = default;
            }
            else if (field.FieldType == typeof(TState))
            {
                field.SetValue(_program, default(TState));
            }
        }
    }

    public override SourceReader<T> OpenSource<T>(
        int port, Func<DecoderOptions, RecordDecoder<T>>? jsonLines, Func<DecoderOptions, RecordDecoder<T>>? delimited)
    {
        WarmSource<T> source = new();
        _sources.Add(source);
        _rebinds.Add(context => source.Inner = context.OpenSource(port, jsonLines, delimited));
        return source;
    }

    public override SinkWriter<T> OpenSink<T>(
        int port, Func<EncoderOptions, RecordEncoder<T>> jsonLines, Func<EncoderOptions, RecordEncoder<T>> delimited)
    {
        WarmSink<T> sink = new();
        _sinks.Add(sink);
        _rebinds.Add(context => sink.Inner = context.OpenSink(port, jsonLines, delimited));
        return sink;
    }
}
