namespace CompiledStreams;

/// <summary>A port is bound to a format whose settings don't fit its event.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="Exception">What the run would end with.</param>
internal sealed record FormatMistake(string Port, Exception Exception);
