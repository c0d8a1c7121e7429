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
    internal OperatorException(string @operator, string? key, string @event, Exception inner)
        : base($"Operator '{@operator}' threw {inner.GetType().Name}{(key is null ? "" : $" for key {key}")} at event {@event}: {inner.Message}", inner)
    {
        Operator = @operator;
        Key = key;
        Event = @event;
    }

    /// <summary>The operator's name.</summary>
    public string Operator { get; }

    /// <summary>The key as text, or null where the stream has none there.</summary>
    public string? Key { get; }

    /// <summary>The event as text.</summary>
    public string Event { get; }
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
