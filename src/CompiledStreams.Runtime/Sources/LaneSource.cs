namespace CompiledStreams.Runtime;

/// <summary>A source as its lane drives it, whatever its event.</summary>
internal interface ILaneSource
{
    /// <summary>Events given to the program. Read by other threads too.</summary>
    long Events { get; }

    /// <summary>Bytes read. Read by other threads too.</summary>
    long Bytes { get; }

    /// <summary>Bytes there are to read, or null where that isn't known.</summary>
    long? TotalBytes { get; }

    /// <summary>Bad records passed over. Read by other threads too.</summary>
    long Skipped { get; }

    /// <summary>The program found nothing in hand: asks for more.</summary>
    /// <param name="wake">Called on any thread when there is more.</param>
    /// <returns>Whether there is more now, or the end.</returns>
    bool StartReading(Action wake);

    /// <summary>Reads no more: what is in hand is given out, then the source has ended.</summary>
    void Stop();

    /// <summary>The run is over. Safe to call twice.</summary>
    void Complete(Exception? error);
}
