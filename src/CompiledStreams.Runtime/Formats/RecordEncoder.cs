using System.ComponentModel;
using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Turns events into the records of one wire format. One encoder a sink; emitted code derives from it.</summary>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordEncoder<T>
    where T : struct
{
    /// <summary>Writes what stands before the first record, such as a header. Nothing by default.</summary>
    /// <param name="writer">Where the bytes go.</param>
    public virtual void WriteHeader(PipeWriter writer)
    {
    }

    /// <summary>Writes one record for each event.</summary>
    /// <param name="events">The events.</param>
    /// <param name="writer">Where the bytes go; the caller flushes it.</param>
    /// <exception cref="EncodingException">A value can't be written in this format; names the field. Nothing of that record was written, everything before it was.</exception>
    public abstract void Encode(ReadOnlySpan<T> events, PipeWriter writer);
}
