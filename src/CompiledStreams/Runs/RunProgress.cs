namespace CompiledStreams;

/// <summary>How far a run has come. Counts may lag a block behind.</summary>
/// <param name="Elapsed">Time since the run began.</param>
/// <param name="Sources">Each source, in the order of the pipeline's text.</param>
public sealed record RunProgress(TimeSpan Elapsed, IReadOnlyList<SourceProgress> Sources)
{
    /// <summary>Events of all sources.</summary>
    public long Events => Sources.Sum(s => s.Events);

    /// <summary>Bytes of all sources.</summary>
    public long Bytes => Sources.Sum(s => s.Bytes);

    /// <summary>Bytes that there are to read in all, or null where a source can't know.</summary>
    public long? TotalBytes => Sources.Aggregate((long?)0, static (sum, source) => sum + source.TotalBytes);
}

/// <summary>How far a source has come.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Events">Events that entered the pipeline.</param>
/// <param name="Bytes">Bytes read, decompressed; 0 where events are bound in memory.</param>
/// <param name="TotalBytes">Bytes that there are to read, or null where that isn't known: pipes, compressed files and events.</param>
/// <param name="Skipped">Records that couldn't be decoded and were passed over.</param>
public sealed record SourceProgress(string Name, long Events, long Bytes, long? TotalBytes, long Skipped);
