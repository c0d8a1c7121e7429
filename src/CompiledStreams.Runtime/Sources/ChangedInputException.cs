namespace CompiledStreams.Runtime;

/// <summary>A file isn't as an epoch knew it. The source says what follows from that, in its own name.</summary>
internal sealed class ChangedInputException(string file, string difference) : Exception($"file '{file}' {difference}");
