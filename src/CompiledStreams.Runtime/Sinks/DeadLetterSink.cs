using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CompiledStreams.Runtime;

/// <summary>A bad record, but for its bytes.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="File">The file, or null where the input isn't one.</param>
/// <param name="Line">The record's first line, from 1.</param>
/// <param name="Offset">Where the record begins, in bytes.</param>
/// <param name="Error">What is wrong.</param>
internal readonly record struct DeadLetter(string Source, string? File, long Line, long Offset, RecordError Error);

/// <summary>Writes bad records as JSON lines.</summary>
internal class DeadLetterSink(string source, Outlet outlet) : ILaneSink, ICheckpointed
{
    private static readonly JsonEncodedText s_source = JsonEncodedText.Encode("source");
    private static readonly JsonEncodedText s_file = JsonEncodedText.Encode("file");
    private static readonly JsonEncodedText s_line = JsonEncodedText.Encode("line");
    private static readonly JsonEncodedText s_offset = JsonEncodedText.Encode("offset");
    private static readonly JsonEncodedText s_field = JsonEncodedText.Encode("field");
    private static readonly JsonEncodedText s_reason = JsonEncodedText.Encode("reason");
    private static readonly JsonEncodedText s_record = JsonEncodedText.Encode("record");
    private static readonly JsonEncodedText s_recordBase64 = JsonEncodedText.Encode("recordBase64");

    private readonly FlushPort _port = new($"The dead letters of source '{source}'", outlet, "dead letters as JSON lines", static _ => { });
    private readonly Utf8JsonWriter _json = new(outlet.Writer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private long _events;

    public string Part => $"dead letters of source '{source}'";

    public long Events => Volatile.Read(ref _events);

    public long Bytes => _port.Bytes;

    public bool IsFull => _port.IsFull;

    public bool IsReaderGone => _port.IsReaderGone;

    private protected ICheckpointedOutlet? Epochs => _port.Epochs;

    public void Write(DeadLetter letter, ReadOnlySpan<byte> record)
    {
        if (_port.IsReaderGone)
            return;

        long before = _port.Writer.UnflushedBytes;
        try
        {
            _port.Begin();
            WriteLine(letter, record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw _port.Failure(exception);
        }

        _port.Wrote(before);
        Volatile.Write(ref _events, _events + 1);
    }

    public bool TryFlush(Action wake) => _port.TryFlush(wake);

    public void Complete() => _port.Complete();

    public void Save(StateWriter position)
    {
        position.Write(_events);
        _port.Save(position);
    }

    public void Restore(ref StateReader position)
    {
        Volatile.Write(ref _events, position.ReadInt64());
        _port.Restore(ref position);
    }

    private void WriteLine(DeadLetter letter, ReadOnlySpan<byte> record)
    {
        _json.Reset(_port.Writer);
        _json.WriteStartObject();
        _json.WriteString(s_source, letter.Source);
        _json.WriteString(s_file, letter.File);
        _json.WriteNumber(s_line, letter.Line);
        _json.WriteNumber(s_offset, letter.Offset);
        _json.WriteString(s_field, letter.Error.Field);
        _json.WriteString(s_reason, letter.Error.Reason);
        WriteRecord(record.TrimEnd("\r\n"u8));
        _json.WriteEndObject();
        _json.Flush();
        _port.Writer.Write("\n"u8);
    }

    private void WriteRecord(ReadOnlySpan<byte> record)
    {
        if (Utf8.IsValid(record))
            _json.WriteString(s_record, record);
        else
            _json.WriteBase64String(s_recordBase64, record);
    }
}

/// <summary>Dead letters that belong to an epoch.</summary>
internal sealed class CheckpointedDeadLetterSink(string source, Outlet outlet) : DeadLetterSink(source, outlet), ICheckpointedSink
{
    public bool IsEpochWanted => Epochs!.IsEpochWanted;

    public void Sync() => Epochs!.Sync();

    public void Publish() => Epochs!.Publish();

    public void Drain() => Epochs!.Drain();

    public void CheckFreshStart(IReadOnlySet<string> deleted) => Epochs!.CheckFreshStart(deleted);
}
