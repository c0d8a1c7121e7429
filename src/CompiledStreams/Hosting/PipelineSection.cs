using Microsoft.Extensions.Configuration;

namespace CompiledStreams;

/// <summary>A pipeline that a host runs, by its full name.</summary>
internal sealed record HostedPipeline(string Name)
{
    public static HostedPipeline Of(Type type) => new(type.FullName!.Replace('+', '.'));

    /// <summary>The class's name alone.</summary>
    public string Class => Name[(Name.LastIndexOf('.') + 1)..];
}

/// <summary>Finds a pipeline's section: by its class's name, or by its full name, which is the only one where the host runs others of that class's name.</summary>
internal static class PipelineSection
{
    private const string Root = "Pipelines";

    /// <summary>The section, be anything in it or not.</summary>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="hosted">All that the host runs.</param>
    /// <exception cref="PipelineConfigurationException">A section could be meant for several pipelines.</exception>
    public static ConfigurationNode Find(IConfiguration configuration, HostedPipeline pipeline, IEnumerable<HostedPipeline> hosted)
    {
        ConfigurationNode full = Section(configuration, pipeline.Name), brief = Section(configuration, pipeline.Class);
        List<HostedPipeline> namesakes = [.. hosted.Where(other => IsSame(other.Class, pipeline.Class))];
        if (namesakes.Count < 2)
            return full.Exists ? full : brief;

        bool isOfOne = namesakes.Exists(other => IsSame(other.Name, pipeline.Class));
        if (brief.Exists && !isOfOne)
            throw Ambiguous(brief, namesakes);

        return full;
    }

    private static ConfigurationNode Section(IConfiguration configuration, string name) => new(configuration.GetSection($"{Root}:{name}"));

    /// <summary>Keys that differ by their case alone are the same.</summary>
    private static bool IsSame(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static PipelineConfigurationException Ambiguous(ConfigurationNode section, List<HostedPipeline> pipelines) => section.Error(
        $"could be meant for each of {string.Join(" and ", pipelines.Select(p => p.Name))}; write {string.Join(" and ", pipelines.Select(p => $"'{Root}:{p.Name}'"))}");
}
