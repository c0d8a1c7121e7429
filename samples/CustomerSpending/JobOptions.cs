namespace Shop;

/// <summary>What the command line asks for.</summary>
/// <param name="Path">The purchases; null for made ones.</param>
/// <param name="IsCdnow">Whether they are blank-padded columns.</param>
/// <param name="Output">The file of updates, or with checkpoints the folder of their parts.</param>
/// <param name="IsJson">Whether the summary is JSON.</param>
/// <param name="State">The folder of checkpoints, or null.</param>
/// <param name="Every">Time between two checkpoints.</param>
/// <param name="IsFresh">Whether earlier runs are forgotten.</param>
internal sealed record JobOptions(string? Path, bool IsCdnow, string Output, bool IsJson, string? State, TimeSpan Every, bool IsFresh);
