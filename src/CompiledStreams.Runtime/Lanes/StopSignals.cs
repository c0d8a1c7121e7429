using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Turns the first SIGINT or SIGTERM into a stop, and the second into the end of the process.</summary>
/// <remarks>Some senders signal a process and its group, and so the process twice at once (<c>timeout</c>, a terminal whose program passes Ctrl+C on): that is one signal.</remarks>
internal sealed class StopSignals : IDisposable
{
    private const int ExitBySignal = 128;
    private const int OneSignalMilliseconds = 250;

    private readonly Action _stop;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private long _first;

    public StopSignals(Action stop)
    {
        _stop = stop;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Receive(context, ExitBySignal + 2));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Receive(context, ExitBySignal + 15));
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Receive(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        long now = Environment.TickCount64;
        long first = Interlocked.CompareExchange(ref _first, now, 0);
        if (first == 0)
            _stop();
        else if (now - first > OneSignalMilliseconds)
            Environment.Exit(exitCode);
    }
}
