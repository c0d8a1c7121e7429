namespace CompiledStreams.Compiler.Parse;

/// <summary>A property marked as a parameter.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Type">The type that its text is read as: a nullable's is that of its value.</param>
/// <param name="SetterType">The property's type as emitted code writes it.</param>
/// <param name="Reading">How a text becomes its value.</param>
/// <param name="IsRequired">Whether a caller must set it.</param>
internal sealed record PipelineParameterModel(string Name, TypeRef Type, string SetterType, ParameterReading Reading, bool IsRequired);

/// <summary>How the text of a parameter becomes its value.</summary>
internal enum ParameterReading
{
    /// <summary>By the type's own <c>IParsable&lt;T&gt;</c>.</summary>
    Parsed,

    /// <summary>By the names of an enum's members.</summary>
    Enum,

    /// <summary>Not: nothing reads a text as this type.</summary>
    NoText,

    /// <summary>Not: the property has no <c>init</c>.</summary>
    NoSetter,
}
