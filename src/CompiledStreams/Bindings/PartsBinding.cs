namespace CompiledStreams;

/// <summary>A folder that a sink writes parts into.</summary>
internal sealed class PartsBinding(string folder, Format format, PartsOptions options) : IOutput
{
    public string Description => $"parts in folder '{Folder}'";

    public Format Format { get; } = format;

    public bool IsTransactional => true;

    public string Folder { get; } = folder;

    public PartsOptions Options { get; } = options;
}
