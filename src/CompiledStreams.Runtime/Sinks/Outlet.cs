using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Where a sink's bytes go.</summary>
/// <param name="writer">Takes the bytes.</param>
/// <param name="hasContent">Whether something stands there already, so that no header is to be written.</param>
/// <param name="finish">After the writer was completed: waits until its bytes are where they go, and throws where they can't be.</param>
internal sealed class Outlet(PipeWriter writer, bool hasContent = false, Action? finish = null)
{
    public PipeWriter Writer { get; } = writer;

    public bool HasContent { get; } = hasContent;

    public void Complete()
    {
        Writer.Complete();
        finish?.Invoke();
    }
}
