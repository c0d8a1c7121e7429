namespace CompiledStreams.Runtime;

/// <summary>Where a lane sleeps, and what wakes it.</summary>
/// <remarks>Not disposed: a read or a flush that ends after the run still wakes.</remarks>
internal sealed class LaneSignal
{
    private readonly AutoResetEvent _event = new(initialState: false);
    private volatile bool _isStopRequested;

    public LaneSignal() => Wake = () => _event.Set();

    /// <summary>Wakes the lane, or its next sleep. Safe from any thread.</summary>
    public Action Wake { get; }

    public bool IsStopRequested => _isStopRequested;

    /// <summary>Asks the lane to stop. Safe from any thread.</summary>
    public void RequestStop()
    {
        _isStopRequested = true;
        _event.Set();
    }

    /// <summary>How long the lane slept so far.</summary>
    public LaneTimes Times { get; } = new();

    /// <summary>Sleeps until something wakes the lane.</summary>
    /// <param name="isBlocked">Whether it is for a sink's room and not for input.</param>
    public void Sleep(bool isBlocked)
    {
        Times.FallAsleep(isBlocked);
        _event.WaitOne();
        Times.WakeUp();
    }
}
