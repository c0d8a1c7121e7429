using System.Runtime.InteropServices;

namespace Shop;

/// <summary>Remembers which signal stopped a run, for the exit code that a shell expects.</summary>
internal sealed class ExitSignal : IDisposable
{
    private readonly PosixSignalRegistration _terminate;

    public ExitSignal() => _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => ExitCode = 143);

    /// <summary>143 after SIGTERM, else that of SIGINT, 130.</summary>
    public int ExitCode { get; private set; } = 130;

    public void Dispose() => _terminate.Dispose();
}
