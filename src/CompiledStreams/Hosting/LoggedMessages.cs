using Microsoft.Extensions.Logging;

namespace CompiledStreams;

/// <summary>Logs what a run says beside its output.</summary>
internal sealed class LoggedMessages(ILogger logger) : IRunMessages
{
    public void Inform(string pipeline, string message) => PipelineLog.Said(logger, pipeline, message);

    public void Warn(string pipeline, string message) => PipelineLog.Warned(logger, pipeline, message);
}
