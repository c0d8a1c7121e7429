namespace CompiledStreams;

/// <summary>A configuration key of a hosted pipeline is wrong, missing or unknown.</summary>
public sealed class PipelineConfigurationException : PipelineException
{
    internal PipelineConfigurationException(string key, string fact)
        : base($"Configuration key '{key}' {fact}") => Key = key;

    /// <summary>The full key, such as <c>Pipelines:CustomerSpending:Purchases:Files</c>.</summary>
    public string Key { get; }
}
