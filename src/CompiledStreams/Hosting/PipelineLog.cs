using Microsoft.Extensions.Logging;

namespace CompiledStreams;

/// <summary>What a hosted pipeline logs.</summary>
internal static partial class PipelineLog
{
    [LoggerMessage(1, LogLevel.Information, "{Pipeline} started")]
    public static partial void Started(ILogger logger, string pipeline);

    [LoggerMessage(2, LogLevel.Debug, "{Pipeline} runs this plan:\n{Plan}")]
    public static partial void Plan(ILogger logger, string pipeline, string plan);

    [LoggerMessage(3, LogLevel.Information, "{Pipeline} completed in {Elapsed}: {EventsIn} events in, {EventsOut} out, {Skipped} bad records skipped")]
    public static partial void Completed(ILogger logger, string pipeline, TimeSpan elapsed, long eventsIn, long eventsOut, long skipped);

    [LoggerMessage(4, LogLevel.Information, "{Pipeline} stopped after {Elapsed}: {EventsIn} events in, {EventsOut} out, {Skipped} bad records skipped")]
    public static partial void Stopped(ILogger logger, string pipeline, TimeSpan elapsed, long eventsIn, long eventsOut, long skipped);

    [LoggerMessage(5, LogLevel.Critical, "{Pipeline} failed, and the host stops: {Reason}")]
    public static partial void Failed(ILogger logger, string pipeline, string reason, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "{Pipeline} hasn't finished what it read within the host's shutdown timeout; raise HostOptions.ShutdownTimeout")]
    public static partial void Abandoned(ILogger logger, string pipeline);

    [LoggerMessage(7, LogLevel.Information, "{Pipeline}: {Message}")]
    public static partial void Said(ILogger logger, string pipeline, string message);

    [LoggerMessage(8, LogLevel.Warning, "{Pipeline}: {Message}")]
    public static partial void Warned(ILogger logger, string pipeline, string message);
}
