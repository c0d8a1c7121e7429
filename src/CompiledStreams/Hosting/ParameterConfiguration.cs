namespace CompiledStreams;

/// <summary>Takes parameters from the section of that name.</summary>
internal sealed class ParameterConfiguration(ConfigurationNode section) : ParameterValues
{
    /// <summary>Sets a pipeline's parameters.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="section">The section with a key for each parameter.</param>
    /// <param name="mustSetRequired">Whether nothing has set the required ones.</param>
    public static void Apply(IPipeline pipeline, ConfigurationNode section, bool mustSetRequired)
    {
        section.RefuseText("a section with a key for each parameter");
        ParameterConfiguration values = new(section) { MustSetRequired = mustSetRequired };
        (pipeline as IParametrized)?.SetParameters(values);
        section.AllowOnly($"pipeline '{pipeline.Description.Name}', of properties marked [Parameter],", values.Names);
    }

    internal override string? Find(string name) =>
        section[name] is { Exists: true } value ? value.Text ?? throw value.Wrong("one value") : null;

    internal override Exception Wrong(string name, string accepted) => section[name].Wrong(accepted);

    internal override Exception Missing(string name, string fact) => section[name].Error($"is missing: the parameter {fact}");
}
