using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CompiledStreams;

/// <summary>A key of the configuration with what lies under it; its errors name it in full.</summary>
internal sealed class ConfigurationNode(IConfigurationSection section)
{
    public string Path => section.Path;

    public string Name => section.Key;

    /// <summary>The text, or null where there is none or it is a list or a section.</summary>
    public string? Text => section.Value;

    /// <summary>Whether anything is said here. A null in JSON says nothing.</summary>
    public bool Exists => section.Value is not null || Children.Any(child => child.Exists);

    public IEnumerable<ConfigurationNode> Children => section.GetChildren().Select(child => new ConfigurationNode(child));

    public ConfigurationNode this[string name] => new(section.GetSection(name));

    /// <summary>One text, or a list of them.</summary>
    public List<string> Texts(string accepted)
    {
        List<string> texts = section.Value is { Length: > 0 } value ? [value] : [.. Children.Select(child => child.Required(accepted))];
        return texts.Count > 0 && texts.All(text => !string.IsNullOrWhiteSpace(text)) ? texts : throw Wrong(accepted);
    }

    public string Required(string accepted) => string.IsNullOrWhiteSpace(section.Value) ? throw Wrong(accepted) : section.Value;

    public bool? Boolean() => !Exists ? null : bool.TryParse(section.Value, out bool value) ? value : throw Wrong("true or false");

    public int? Integer(string accepted) => !Exists ? null
        : int.TryParse(section.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(accepted);

    /// <summary>Reports what lies under this key and means nothing.</summary>
    /// <param name="what">What this key is, in words.</param>
    /// <param name="names">What may lie under it.</param>
    public void AllowOnly(string what, IReadOnlyList<string> names) => AllowOnly(what, names, names);

    /// <summary>Reports what lies under this key and means nothing.</summary>
    /// <param name="what">What this key is, in words.</param>
    /// <param name="names">What may lie under it.</param>
    /// <param name="words">The names as the error shows them.</param>
    public void AllowOnly(string what, IReadOnlyList<string> words, IReadOnlyList<string> names)
    {
        foreach (ConfigurationNode child in Children)
        {
            if (child.Exists && !names.Contains(child.Name, StringComparer.OrdinalIgnoreCase))
                throw child.Error($"isn't known; {what} has {(words.Count == 0 ? "none" : string.Join(", ", words))}");
        }
    }

    /// <summary>The error of a value that isn't one of those that are accepted, or is missing.</summary>
    public PipelineConfigurationException Wrong(string accepted) => new(Path, section.Value is { } value
        ? $"is '{value}'; it must be {accepted}"
        : Children.Any() ? $"is a section; it must be {accepted}" : $"is missing; set it to {accepted}");

    /// <summary>The error of a value that could be accepted, but not here.</summary>
    public PipelineConfigurationException Unfit(string reason) =>
        new(Path, $"is '{section.Value ?? string.Join(", ", Children.Select(child => child.Text))}': {reason}");

    /// <summary>Reports a text where only a section means something.</summary>
    public void RefuseText(string accepted)
    {
        if (!string.IsNullOrEmpty(section.Value))
            throw Wrong(accepted);
    }

    public PipelineConfigurationException Error(string fact) => new(Path, fact);
}
