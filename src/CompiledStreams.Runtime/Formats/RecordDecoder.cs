using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Turns the records of one wire format into events. One decoder a source; emitted code derives from it.</summary>
/// <typeparam name="T">The event.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordDecoder<T>
    where T : struct
{
    /// <summary>The error of the record at which <see cref="Decode"/> stopped with <see cref="DecodeStop.BadRecord"/>.</summary>
    public RecordError Error { get; protected set; }

    /// <summary>Line ends passed since <see cref="BeginInput"/>, those of records that were decoded, of empty lines and of a header.</summary>
    public long Lines { get; protected set; }

    /// <summary>A new input begins, such as the next file: a header is expected where the format has one.</summary>
    public abstract void BeginInput();

    /// <summary>Decodes records that lie whole in one array.</summary>
    /// <param name="array">The array. Views of the events point into it or into the decoder's scratch.</param>
    /// <param name="position">Where the next record begins.</param>
    /// <param name="end">Where the bytes in hand end.</param>
    /// <param name="isFinal">Whether the input ends at <paramref name="end"/>, so that a last record needs no line end.</param>
    /// <param name="into">Where the events go.</param>
    /// <returns>How many events were decoded, where the next record begins, and why it stopped.</returns>
    public abstract DecodeResult Decode(byte[] array, int position, int end, bool isFinal, Span<T> into);

    /// <summary>The events decoded so far are finished: scratch that their views point into may be used again.</summary>
    /// <param name="poison">Whether to overwrite it.</param>
    public abstract void EndBlock(bool poison);
}

/// <summary>What came of <see cref="RecordDecoder{T}.Decode"/>.</summary>
/// <param name="Count">Events decoded.</param>
/// <param name="Position">Where the next record begins; at a bad record, where that begins.</param>
/// <param name="Stop">Why it stopped.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DecodeResult(int Count, int Position, DecodeStop Stop);

/// <summary>Why a decoder stopped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum DecodeStop
{
    /// <summary>There is no room for another event.</summary>
    Full,

    /// <summary>What is left is no whole record. Never where the input is final, but that nothing is left.</summary>
    NeedMore,

    /// <summary>The next record is bad: see <see cref="RecordDecoder{T}.Error"/>.</summary>
    BadRecord,
}

/// <summary>Why a record is bad.</summary>
/// <param name="Field">The wire name of the field, or null where the record itself is broken.</param>
/// <param name="Reason">What is wrong, as the end of a sentence: <c>is no number</c>, <c>is missing</c>.</param>
/// <param name="Offset">Where in the record, in bytes from its start.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct RecordError(string? Field, string Reason, int Offset)
{
    /// <summary>How long the record is, in bytes with its line end, where its line ends aren't its end alone; 0: the record ends at its first line end.</summary>
    public int Length { get; init; }

    /// <summary>Whether the record is a header, without which no other can be read.</summary>
    internal bool IsHeader { get; init; }
}
