using System.Buffers;

namespace CompiledStreams;

/// <summary>Events and records in the program's memory.</summary>
public static class Memory
{
    /// <summary>The events of an array, read in place.</summary>
    /// <param name="events">The events; must not change during the run.</param>
    public static IInput<T> From<T>(T[] events)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(events);
        return new EventMemory<T>(events);
    }

    /// <summary>The events of a part of an array, read in place.</summary>
    /// <param name="events">The events; must not change during the run.</param>
    public static IInput<T> From<T>(ReadOnlyMemory<T> events)
        where T : struct => new EventMemory<T>(events);

    /// <summary>The events of a sequence, which is enumerated on the run's thread: one that waits makes the whole run wait, and a stop isn't seen meanwhile.</summary>
    /// <param name="events">The events.</param>
    public static IInput<T> From<T>(IEnumerable<T> events)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(events);
        return new EventSequence<T>(events);
    }

    /// <summary>Records in an array, decoded in place.</summary>
    /// <param name="records">The bytes; must not change during the run.</param>
    /// <param name="format">The format of the records.</param>
    public static IInput From(ReadOnlyMemory<byte> records, Format format) => From(new ReadOnlySequence<byte>(records), format);

    /// <summary>Records in segments, decoded in place; a record that spans two is copied.</summary>
    /// <param name="records">The bytes; must not change during the run.</param>
    /// <param name="format">The format of the records.</param>
    public static IInput From(ReadOnlySequence<byte> records, Format format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new RecordMemory(records, format);
    }

    /// <summary>Adds the events to a list.</summary>
    /// <remarks>Fields that are views (<see cref="Utf8Text"/>, arrays) end with their block: for events that have them, use
    /// <see cref="To{T, TKept}(List{TKept}, Func{T, TKept})"/>.</remarks>
    /// <param name="list">Where the events go; must not be used elsewhere during the run.</param>
    public static IOutput<T> To<T>(List<T> list)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(list);
        return new EventList<T>(list);
    }

    /// <summary>Adds what a function keeps of each event to a list; called while the event's views are valid.</summary>
    /// <example><c>Memory.To(words, (Word word) => word.Text.ToString())</c></example>
    /// <param name="list">Where the values go; must not be used elsewhere during the run.</param>
    /// <param name="keep">Makes a value without views of an event.</param>
    public static IOutput<T> To<T, TKept>(List<TKept> list, Func<T, TKept> keep)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(keep);
        return new KeptList<T, TKept>(list, keep);
    }

    /// <summary>Writes the events into an array from its start, in place. How many came is in the sink's summary; more than fit stop the run with an error.</summary>
    /// <param name="array">Where the events go; must not be used elsewhere during the run. What lies behind the last event may be overwritten. Views end with their block,
    /// as for a list.</param>
    public static IOutput<T> To<T>(T[] array)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(array);
        return new EventArray<T>(array);
    }

    /// <summary>Counts the events and drops them; nothing is encoded.</summary>
    public static IOutput Discard { get; } = new DiscardOutput();
}
