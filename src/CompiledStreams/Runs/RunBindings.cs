namespace CompiledStreams;

/// <summary>What each port of a pipeline is bound to, and a run's settings.</summary>
public sealed class RunBindings
{
    private readonly Dictionary<int, SourceBinding> _sources = [];
    private readonly Dictionary<int, SinkBinding> _sinks = [];

    internal TimeSpan ProgressEvery { get; set; }

    internal Action<RunProgress>? Progress { get; set; }

    internal bool StopsOnSignals { get; set; }

    /// <summary>Called on the lane's thread when the ports are open and the run begins.</summary>
    internal Action? Begun { get; set; }

    internal bool PoisonsViews { get; set; }

    internal CheckpointSettings? Checkpoints { get; set; }

    /// <summary>The least guarantee, or null where nothing is said.</summary>
    internal Guarantee? Required { get; set; }

    internal bool StartsFresh { get; set; }

    internal IRunMessages Messages { get; set; } = StandardErrorMessages.Instance;

    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    internal SourceBinding Source(int port) => _sources[port];

    /// <summary>What a source is bound to in words, or null where it isn't.</summary>
    internal string? DescribeSource(int port) => _sources.GetValueOrDefault(port)?.Description;

    /// <summary>What a sink is bound to in words, or null where it isn't.</summary>
    internal string? DescribeSink(int port) => _sinks.GetValueOrDefault(port)?.Description;

    internal SinkBinding Sink(int port) => _sinks[port];

    internal void BindSource(PipelineDescription pipeline, int port, SourceBinding binding)
    {
        if (!_sources.TryAdd(port, binding))
            throw new BindingException($"Source '{pipeline.Sources[port].Name}' is bound to {_sources[port].Description} already; bind it once, to several files if need be");
    }

    internal void BindSink(PipelineDescription pipeline, int port, SinkBinding binding)
    {
        if (!_sinks.TryAdd(port, binding))
            throw new BindingException($"Sink '{pipeline.Sinks[port].Name}' is bound to {_sinks[port].Description} already; bind it once, or add a second sink to the pipeline");
    }

    /// <summary>Checks what can be known before a run: every port is bound, and to what it admits.</summary>
    /// <exception cref="BindingException">It isn't.</exception>
    internal void Check(PipelineDescription pipeline)
    {
        for (int port = 0; port < pipeline.Sources.Count; port++)
            CheckSource(pipeline.Sources[port], _sources.GetValueOrDefault(port));

        for (int port = 0; port < pipeline.Sinks.Count; port++)
            CheckSink(pipeline.Sinks[port], _sinks.GetValueOrDefault(port));

        CheckFiles(pipeline);
        RunGuarantee.Of(pipeline, this).Check(this);
    }

    /// <summary>The outputs that are bound, those of dead letters too: the port and the output in words, and whether what is written can be taken back.</summary>
    internal IEnumerable<(string Port, string Description, bool IsTransactional)> OutputsOf(PipelineDescription pipeline)
    {
        foreach ((int port, SinkBinding binding) in _sinks.OrderBy(s => s.Key))
            yield return ($"Sink '{pipeline.Sinks[port].Name}'", binding.Description, binding.IsTransactional);

        foreach ((int port, SourceBinding binding) in _sources.OrderBy(s => s.Key))
        {
            if (binding.OnError.DeadLetters is IOutput output)
                yield return ($"The dead letters of source '{pipeline.Sources[port].Name}'", output.Description, output.IsTransactional);
        }
    }

    private static void CheckSource(SourceDescription source, SourceBinding? binding)
    {
        if (binding is null)
            throw new BindingException($"Source '{source.Name}' isn't bound; add .Read(p => p.{source.Name}, …), such as Files.JsonLines(\"{source.Name}.jsonl\")");

        if (binding.Format is Format format && (format.Kind & source.Formats) == 0)
            throw new BindingException(
                $"Source '{source.Name}' admits {source.Formats} but {binding.Description} is {format.Kind}; bind it as {source.Formats}, or add Formats.{format.Kind} to [Source(Formats = …)]");
    }

    private static void CheckSink(SinkDescription sink, SinkBinding? binding)
    {
        if (binding is null)
            throw new BindingException($"Sink '{sink.Name}' isn't bound; add .Write(p => p.{sink.Name}, …), such as Files.JsonLines(\"{sink.Name}.jsonl\"), or Memory.Discard");

        if ((sink.Changes & binding.Takes) != sink.Changes)
            throw new BindingException(
                $"Sink '{sink.Name}' emits {sink.Changes} but {binding.Description} takes {binding.Takes}; bind it to something that takes {sink.Changes}");
    }

    /// <summary>No file is written twice, or written and read.</summary>
    private void CheckFiles(PipelineDescription pipeline)
    {
        Dictionary<string, string> written = new(StringComparer.Ordinal);
        string? standardOutput = null;
        foreach ((string port, IOutput output) in Outputs(pipeline))
        {
            if (output is StandardOutputBinding)
                standardOutput = standardOutput is null ? port : throw new BindingException($"{port} and {WithinSentence(standardOutput)} both write standard output; bind one of them to a file");
            if (output is PartsBinding parts)
                CheckFolder(port, parts.Folder, written);
            if (output is not FileBinding file)
                continue;

            CheckWritable(port, file.OutputPath);
            string path = RealPath.Of(file.OutputPath);
            if (!written.TryAdd(path, port) && IsRegular(path))
                throw new BindingException($"{port} and {WithinSentence(written[path])} both write file '{file.OutputPath}'; give each a file of its own");
        }

        foreach ((int port, SourceBinding binding) in _sources)
        {
            if (binding.Input is not FileBinding file)
                continue;

            foreach (string path in file.ResolveInputs())
            {
                if (written.TryGetValue(RealPath.Of(path), out string? sink) && IsRegular(path))
                    throw new BindingException($"Source '{pipeline.Sources[port].Name}' reads file '{path}', which {WithinSentence(sink)} writes; a run that reads what it writes may never end: write another file");
            }
        }
    }

    private static string WithinSentence(string port) => char.ToLowerInvariant(port[0]) + port[1..];

    private IEnumerable<(string Port, IOutput Output)> Outputs(PipelineDescription pipeline)
    {
        foreach ((int port, SinkBinding binding) in _sinks.OrderBy(s => s.Key))
        {
            if (binding.Output is IOutput output)
                yield return ($"Sink '{pipeline.Sinks[port].Name}'", output);
        }

        foreach ((int port, SourceBinding binding) in _sources.OrderBy(s => s.Key))
        {
            if (binding.OnError.DeadLetters is IOutput output)
                yield return ($"The dead letters of source '{pipeline.Sources[port].Name}'", output);
        }
    }

    private static void CheckFolder(string port, string folder, Dictionary<string, string> written)
    {
        if (File.Exists(folder))
            throw new BindingException($"{port} can't write parts into '{folder}', which is a file; name a folder, or bind the file by Files.Append");

        string path = RealPath.Of(folder);
        if (!written.TryAdd(path, port))
            throw new BindingException($"{port} and {WithinSentence(written[path])} both write parts into folder '{folder}'; give each a folder of its own");
    }

    private static void CheckWritable(string port, string path)
    {
        if (FilePattern.IsPattern(path))
            throw new BindingException($"{port} can't write to the pattern '{path}'; name one file");
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new BindingException($"{port} can't append to '{path}': compressed output isn't supported; write a plain file and compress it after the run");
    }

    private static bool IsRegular(string path) => !path.StartsWith("/dev/", StringComparison.Ordinal);
}

/// <summary>What a source is bound to.</summary>
/// <param name="Input">An <see cref="IInput"/> or <see cref="IInput{T}"/>.</param>
/// <param name="Description">The input in words.</param>
/// <param name="Format">The records' format, or null where there are events.</param>
/// <param name="OnError">What becomes of a bad record.</param>
/// <param name="IsReplayable">Whether it can be read again from a position.</param>
internal sealed record SourceBinding(object Input, string Description, Format? Format, OnError OnError, Func<bool> IsReplayable);

/// <summary>What a sink is bound to.</summary>
/// <param name="Output">An <see cref="IOutput"/> or <see cref="IOutput{T}"/>.</param>
/// <param name="Description">The output in words.</param>
/// <param name="Takes">The changes that it takes.</param>
/// <param name="IsTransactional">Whether what was written can be taken back.</param>
internal sealed record SinkBinding(object Output, string Description, Changes Takes, bool IsTransactional);
