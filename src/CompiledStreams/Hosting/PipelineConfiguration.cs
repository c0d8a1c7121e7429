namespace CompiledStreams;

/// <summary>The section of one pipeline: binds the ports that the code didn't, and sets parameters.</summary>
internal sealed class PipelineConfiguration
{
    private const string Parameters = "Parameters";
    private const string Completed = "OnCompleted";
    private const string Checkpoints = "Checkpoints";

    private static readonly string[] s_settings = [Parameters, Checkpoints, Completed];

    private readonly PipelineDescription _pipeline;
    private readonly ConfigurationNode _section;

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="section">Its section.</param>
    public PipelineConfiguration(PipelineDescription pipeline, ConfigurationNode section)
    {
        _pipeline = pipeline;
        _section = section;
    }

    /// <summary>Whether the host stops when the run has completed.</summary>
    public bool StopsHost()
    {
        const string Accepted = "stay (the host goes on, as it does where nothing is said) or stopHost";
        ConfigurationNode completed = _section[Completed];
        return completed.Exists && completed.Required(Accepted).ToUpperInvariant() switch
        {
            "STAY" => false,
            "STOPHOST" => true,
            _ => throw completed.Wrong(Accepted),
        };
    }

    /// <summary>Sets the pipeline's parameters.</summary>
    public void SetParameters(IPipeline pipeline, bool mustSetRequired) => ParameterConfiguration.Apply(pipeline, _section[Parameters], mustSetRequired);

    /// <summary>Binds the ports that aren't bound yet.</summary>
    public void Bind<TPipeline>(PipelineRun<TPipeline> run)
        where TPipeline : IPipeline
    {
        _section.AllowOnly(
            $"pipeline '{_pipeline.Name}'",
            [.. _pipeline.Sources.Select(s => $"source {s.Name}"), .. _pipeline.Sinks.Select(s => $"sink {s.Name}"), .. s_settings.Select(s => $"setting {s}")],
            [.. _pipeline.Sources.Select(s => s.Name), .. _pipeline.Sinks.Select(s => s.Name), .. s_settings]);
        for (int port = 0; port < _pipeline.Sources.Count; port++)
            BindSource(run, port);

        for (int port = 0; port < _pipeline.Sinks.Count; port++)
            BindSink(run, port);

        CheckpointConfiguration.Apply(run, _section[Checkpoints]);
    }

    /// <summary>Checks what needs every port bound. Opens nothing.</summary>
    public void Check<TPipeline>(PipelineRun<TPipeline> run)
        where TPipeline : IPipeline
    {
        run.Check();
        if (run.FindFormatMistake() is { } mistake)
            throw _section[mistake.Port] is { Exists: true } port ? FormatConfiguration.Unfit(port, mistake.Exception) : mistake.Exception;
    }

    private void BindSource<TPipeline>(PipelineRun<TPipeline> run, int port)
        where TPipeline : IPipeline
    {
        string name = _pipeline.Sources[port].Name;
        if (IsLeft("Source", name, run.Bindings.DescribeSource(port), "Files", "Read"))
            run.Read(_ => new Source<Unseen>(_pipeline, port), PortConfiguration.Input(_section[name]), PortConfiguration.OnBadRecord(_section[name]));
    }

    private void BindSink<TPipeline>(PipelineRun<TPipeline> run, int port)
        where TPipeline : IPipeline
    {
        string name = _pipeline.Sinks[port].Name;
        if (IsLeft("Sink", name, run.Bindings.DescribeSink(port), "Append", "Write"))
            run.Write(_ => new Sink<Unseen>(_pipeline, port), PortConfiguration.Output(_section[name]));
    }

    /// <summary>Whether a port is left to the configuration. Bound twice or not at all is an error.</summary>
    private bool IsLeft(string kind, string name, string? bound, string key, string method)
    {
        ConfigurationNode port = _section[name];
        if (bound is not null && port.Exists)
            throw port.Error($"is given, but the code binds {kind} '{name}' to {bound}; remove the one or the other");
        if (bound is null && !port.Exists)
            throw port[key].Error($"is missing and the code doesn't bind {kind} '{name}'; set it to a path, or bind the port: AddPipeline<…>(run => run.{method}(p => p.{name}, …))");

        return bound is null;
    }

    /// <summary>Stands for a port's event: records in a wire format are bound by the port's number alone.</summary>
    private readonly struct Unseen;
}
