namespace CompiledStreams.Runtime;

/// <summary>Reports a run's progress at an interval, on threads of the pool.</summary>
internal sealed class ProgressReports : IDisposable
{
    private readonly Lock _reporting = new();
    private readonly string _pipeline;
    private readonly LaneThread _lane;
    private readonly Action<RunProgress> _report;
    private readonly ITimer _timer;
    private Exception? _failure;

    public ProgressReports(string pipeline, LaneThread lane, Action<RunProgress> report, TimeSpan every, TimeProvider clock)
    {
        _pipeline = pipeline;
        _lane = lane;
        _report = report;
        _timer = clock.CreateTimer(static r => ((ProgressReports)r!).Tick(), this, every, every);
    }

    /// <summary>Reports once more.</summary>
    /// <exception cref="ProgressException">A report threw.</exception>
    public void Finish()
    {
        _timer.Dispose();
        lock (_reporting)
        {
            Report();
            if (_failure is not null)
                throw new ProgressException(_pipeline, _failure);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>A report that takes longer than the interval lets the next ones fall.</summary>
    private void Tick()
    {
        if (!_reporting.TryEnter())
            return;

        try
        {
            Report();
        }
        finally
        {
            _reporting.Exit();
        }
    }

    /// <summary>The first report that throws is the last, and stops the run.</summary>
    private void Report()
    {
        try
        {
            if (_failure is null)
                _report(_lane.Progress);
        }
        catch (Exception exception)
        {
            _failure = exception;
            _lane.RequestStop();
        }
    }
}
