namespace CompiledStreams;

/// <summary>What the events on an edge of the graph mean, to be combined where several are taken.</summary>
[Flags]
public enum Changes
{
    /// <summary>Each event is a fact of its own.</summary>
    Append = 1,

    /// <summary>Each event is the new value for its key.</summary>
    Upsert = 2,

    /// <summary>Each event inserts, updates or deletes a row.</summary>
    Changelog = 4,

    /// <summary>Any of them.</summary>
    All = Append | Upsert | Changelog,
}
