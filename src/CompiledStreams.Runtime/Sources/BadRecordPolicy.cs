namespace CompiledStreams.Runtime;

/// <summary>What becomes of a source's bad records.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Stops">Whether the first one stops the run.</param>
/// <param name="DeadLetters">Where they go, or null.</param>
internal sealed record BadRecordPolicy(string Source, bool Stops, DeadLetterSink? DeadLetters)
{
    public static BadRecordPolicy Stop(string source) => new(source, Stops: true, null);
}
