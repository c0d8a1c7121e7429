namespace CompiledStreams.Runtime;

/// <summary>Reports a run's progress at an interval, on threads of the pool.</summary>
internal sealed class ProgressReports : IDisposable
{
    private readonly Lock _reporting = new();
    private readonly LaneThread _lane;
    private readonly Action<RunProgress> _report;
    private readonly ITimer _timer;
    private Exception? _failure;

    public ProgressReports(LaneThread lane, Action<RunProgress> report, TimeSpan every, TimeProvider clock)
    {
        _lane = lane;
        _report = report;
        _timer = clock.CreateTimer(static r => ((ProgressReports)r!).Tick(), this, every, every);
    }

    /// <summary>Reports once more, and throws what a report threw.</summary>
    public void Finish()
    {
        _timer.Dispose();
        lock (_reporting)
        {
            if (_failure is not null)
                throw _failure;

            _report(_lane.Progress);
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
            if (_failure is null)
                _report(_lane.Progress);
        }
        catch (Exception exception)
        {
            _failure = exception;
            _lane.RequestStop();
        }
        finally
        {
            _reporting.Exit();
        }
    }
}
