using System.Buffers;

namespace CompiledStreams;

internal sealed class EventMemory<T>(ReadOnlyMemory<T> events) : IInput<T>
    where T : struct
{
    public string Description => $"{Events.Length} events in memory";

    public bool IsReplayable => false;

    public ReadOnlyMemory<T> Events { get; } = events;
}

internal sealed class EventSequence<T>(IEnumerable<T> events) : IInput<T>
    where T : struct
{
    public string Description => "a sequence of events";

    public bool IsReplayable => false;

    public IEnumerable<T> Events { get; } = events;
}

internal sealed class RecordMemory(ReadOnlySequence<byte> records, Format format) : IInput
{
    public string Description => $"{Records.Length} bytes in memory";

    public bool IsReplayable => false;

    public Format Format { get; } = format;

    public ReadOnlySequence<byte> Records { get; } = records;
}

internal sealed class EventList<T>(List<T> list) : IOutput<T>
    where T : struct
{
    public string Description => "a list";

    public List<T> List { get; } = list;
}

/// <summary>A list of what is kept of events; the run asks it for nothing but to keep a block.</summary>
internal interface IKeeper<T>
{
    void Keep(ReadOnlySpan<T> events);
}

internal sealed class KeptList<T, TKept>(List<TKept> list, Func<T, TKept> keep) : IOutput<T>, IKeeper<T>
    where T : struct
{
    public string Description => "a list";

    public void Keep(ReadOnlySpan<T> events)
    {
        foreach (ref readonly T value in events)
            list.Add(keep(value));
    }
}

internal sealed class EventArray<T>(T[] array) : IOutput<T>
    where T : struct
{
    public string Description => $"an array of {Array.Length} events";

    public T[] Array { get; } = array;
}

internal sealed class DiscardOutput : IOutput
{
    public string Description => "nothing";

    public Format Format => Format.JsonLines;

    public bool IsTransactional => true;
}
