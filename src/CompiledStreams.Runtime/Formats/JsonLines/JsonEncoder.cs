using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What the emitted encoders of JSON lines have in common.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="context">What it shares with the encoders of the events nested in it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JsonEncoder<T>(JsonEncoderContext context) : RecordEncoder<T>
    where T : struct
{
    /// <summary>What it shares with the encoders of the events nested in it.</summary>
    protected JsonEncoderContext Context { get; } = context;
}
