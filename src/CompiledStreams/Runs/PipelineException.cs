namespace CompiledStreams;

/// <summary>Why a run couldn't start or didn't come to its end.</summary>
public abstract class PipelineException : Exception
{
    private protected PipelineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>A port isn't bound, or to something it can't be bound to.</summary>
public sealed class BindingException : PipelineException
{
    internal BindingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>Reading from an input or writing to an output failed.</summary>
public sealed class ConnectorException : PipelineException
{
    internal ConnectorException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>An operator threw. What was finished before its block is written.</summary>
public sealed class OperatorException : PipelineException
{
    /// <summary>What is known where the block was run again and nothing threw.</summary>
    internal OperatorException(string pipeline, IReadOnlyList<string> operators, Exception inner)
        : base(
            $"Pipeline '{pipeline}' threw {inner.GetType().Name} where its operators run{(operators.Count == 0 ? "" : $" ({string.Join(", ", operators)})")}: {inner.Message}; "
            + "run again over the same events they didn't, so that neither operator nor event can be named: see the inner exception's stack trace, and have no operator depend on what changes between two calls",
            inner)
    {
    }

    internal OperatorException(string @operator, string? key, string @event, Exception inner)
        : base($"Operator '{@operator}' threw {inner.GetType().Name}{(key is null ? "" : $" for key {key}")} at event {@event}: {inner.Message}", inner)
    {
        Operator = @operator;
        Key = key;
        Event = @event;
    }

    /// <summary>The operator's name, or null where it isn't known.</summary>
    public string? Operator { get; }

    /// <summary>The key as text, or null where the stream has none there.</summary>
    public string? Key { get; }

    /// <summary>The event as text, or null where it isn't known.</summary>
    public string? Event { get; }
}

/// <summary>What <see cref="PipelineRun{TPipeline}.OnProgress"/> calls threw. The run was stopped, and what was read until then is finished and written.</summary>
public sealed class ProgressException : PipelineException
{
    internal ProgressException(string pipeline, Exception inner)
        : base($"What OnProgress of pipeline '{pipeline}' calls threw {inner.GetType().Name}: {inner.Message}; have it catch what it can go on after", inner)
    {
    }
}

/// <summary>An event that its sink's format can't express. Everything before it is written.</summary>
public sealed class BadEventException : PipelineException
{
    internal BadEventException(string sink, string field, string reason, string format, string? remedy, Exception inner)
        : base($"Sink '{sink}': field '{field}' {reason}, which {format} can't express; {(remedy is null ? "" : remedy + ", ")}drop such events with a [Filter] before the sink, or change the value in a [Map]", inner)
    {
        Sink = sink;
        Field = field;
        Reason = reason;
    }

    /// <summary>The sink's name.</summary>
    public string Sink { get; }

    /// <summary>The field's wire name.</summary>
    public string Field { get; }

    /// <summary>What is wrong, as the end of a sentence.</summary>
    public string Reason { get; }
}

/// <summary>A sink is bound to memory that has no room for another event. The events that fit are written.</summary>
public sealed class OutputFullException : PipelineException
{
    internal OutputFullException(string sink, int capacity)
        : base($"Sink '{sink}': more than {capacity} events came, which its array has no room for; bind it to a longer array, or to a list") =>
        Sink = sink;

    /// <summary>The sink's name.</summary>
    public string Sink { get; }
}
