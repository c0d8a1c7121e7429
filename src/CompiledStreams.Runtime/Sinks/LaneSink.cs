namespace CompiledStreams.Runtime;

/// <summary>A sink as its lane drives it, whatever its event. A program writes only between two flushes: a sink whose flush is under way is full.</summary>
internal interface ILaneSink
{
    /// <summary>Events written. Read by other threads too.</summary>
    long Events { get; }

    /// <summary>Bytes written. Read by other threads too.</summary>
    long Bytes { get; }

    /// <summary>Whether the program must wait.</summary>
    bool IsFull { get; }

    /// <summary>Whether nobody reads any more what is written: the run stops.</summary>
    bool IsReaderGone { get; }

    /// <summary>Passes on what is written.</summary>
    /// <param name="wake">Called on any thread when a flush that is under way has ended.</param>
    /// <returns>Whether nothing is under way.</returns>
    bool TryFlush(Action wake);

    /// <summary>The run is over and all is flushed, as far as it could be. Waits until it is where it goes. Safe to call twice.</summary>
    void Complete();
}
