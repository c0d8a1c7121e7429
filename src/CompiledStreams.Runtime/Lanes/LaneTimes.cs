using System.Diagnostics;

namespace CompiledStreams.Runtime;

/// <summary>How a lane spends its time. The clock is read where the lane sleeps and wakes, never while it works.</summary>
internal sealed class LaneTimes
{
    // Held for some instructions, at the two ends of a sleep.
    private readonly Lock _lock = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private LaneTime _asleep;
    private long _since;
    private bool _isAsleep;
    private bool _isBlocked;

    public void FallAsleep(bool isBlocked)
    {
        lock (_lock)
        {
            _since = Stopwatch.GetTimestamp();
            _isAsleep = true;
            _isBlocked = isBlocked;
        }
    }

    public void WakeUp()
    {
        lock (_lock)
        {
            _asleep = Asleep(Stopwatch.GetTimestamp());
            _isAsleep = false;
        }
    }

    /// <summary>The time so far, a sleep that lasts included. Safe from any thread.</summary>
    public LaneTime Read()
    {
        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            LaneTime asleep = Asleep(now);
            return asleep with { Busy = Stopwatch.GetElapsedTime(_began, now) - asleep.Idle - asleep.Blocked };
        }
    }

    private LaneTime Asleep(long now)
    {
        TimeSpan sleep = _isAsleep ? Stopwatch.GetElapsedTime(_since, now) : TimeSpan.Zero;
        return _isBlocked ? _asleep with { Blocked = _asleep.Blocked + sleep } : _asleep with { Idle = _asleep.Idle + sleep };
    }
}

/// <summary>A lane's time.</summary>
/// <param name="Busy">It worked.</param>
/// <param name="Idle">It slept for want of input.</param>
/// <param name="Blocked">It slept for want of room in a sink.</param>
internal readonly record struct LaneTime(TimeSpan Busy, TimeSpan Idle, TimeSpan Blocked)
{
    public static LaneTime operator +(LaneTime left, LaneTime right) => new(left.Busy + right.Busy, left.Idle + right.Idle, left.Blocked + right.Blocked);
}
