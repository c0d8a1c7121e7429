using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Turns the first SIGINT or SIGTERM into a stop, and the second into the end of the process.</summary>
internal sealed class StopSignals : IDisposable
{
    private const int ExitBySignal = 128;

    private readonly Action _stop;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _received;

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
        if (Interlocked.Increment(ref _received) == 1)
            _stop();
        else
            Environment.Exit(exitCode);
    }
}
