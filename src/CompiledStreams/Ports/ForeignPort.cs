namespace CompiledStreams;

/// <summary>Says that what should name a port of a pipeline gave another's. Ports are numbers within their pipeline, and the number would mean some port of this one.</summary>
internal static class ForeignPort
{
    /// <summary>The error.</summary>
    /// <param name="kind">Source or sink.</param>
    /// <param name="port">The port's name; null where it is one of no pipeline, such as <c>default</c>.</param>
    /// <param name="owner">The pipeline that has it.</param>
    /// <param name="method">The method that binds such a port.</param>
    /// <param name="pipeline">The pipeline that is bound.</param>
    public static BindingException Exception(string kind, string? port, PipelineDescription? owner, string method, PipelineDescription pipeline) => new(
        (port is null ? $"What should name a {kind.ToLowerInvariant()} of pipeline '{pipeline.Name}' gives a port of no pipeline" : $"{kind} '{port}' is a port of pipeline '{owner!.Name}' and not of '{pipeline.Name}'")
        + $"; name one of its own, {method}(p => p.Name, …): {Names(kind, pipeline)}");

    private static string Names(string kind, PipelineDescription pipeline)
    {
        string[] names = kind == "Source" ? [.. pipeline.Sources.Select(s => s.Name)] : [.. pipeline.Sinks.Select(s => s.Name)];
        return names.Length == 0 ? "it has none" : string.Join(", ", names);
    }
}
