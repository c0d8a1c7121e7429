namespace CompiledStreams;

/// <summary>The unit of a time that is a number on the wire.</summary>
public enum TimeUnit
{
    /// <summary>Whole seconds.</summary>
    Seconds,

    /// <summary>Thousandths of a second.</summary>
    Milliseconds,

    /// <summary>Millionths of a second.</summary>
    Microseconds,
}
