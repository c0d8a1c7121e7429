using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Where a user's operator threw.</summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Key">The key as text, or null where the stream has none there.</param>
/// <param name="Event">The event as text.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record OperatorFailure(string Operator, string? Key, string Event);
