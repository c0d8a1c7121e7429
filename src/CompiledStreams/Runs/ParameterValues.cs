using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CompiledStreams;

/// <summary>Values for a pipeline's parameters, as text by name. Emitted code asks for each parameter once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ParameterValues
{
    private readonly List<string> _names = [];

    /// <summary>The parameters that were asked for.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>Whether a parameter marked <c>required</c> must be here: the pipeline was made by a constructor that sets none.</summary>
    internal bool MustSetRequired { get; init; }

    /// <summary>Gives a parameter's value.</summary>
    /// <typeparam name="T">The parameter's type; numbers and dates are read as the invariant culture writes them.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="isRequired">Whether the property is <c>required</c>.</param>
    /// <param name="value">The value, where there is one.</param>
    public bool TryGet<T>(string name, bool isRequired, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        if (!TryGetText(name, isRequired, out string? text))
        {
            value = default;
            return false;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out value) ? true : throw Wrong(name, $"a value of type {typeof(T).Name}");
    }

    /// <summary>Gives the value of a parameter that is an enum, by the names of its members.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="isRequired">Whether the property is <c>required</c>.</param>
    /// <param name="value">The value, where there is one.</param>
    public bool TryGetEnum<T>(string name, bool isRequired, out T value)
        where T : struct, Enum
    {
        if (!TryGetText(name, isRequired, out string? text))
        {
            value = default;
            return false;
        }

        // A number would be taken for any value, of a member or not.
        bool isName = text.Length > 0 && !char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+');
        return Enum.TryParse(text, ignoreCase: true, out value) && isName ? true : throw Wrong(name, string.Join(", ", Enum.GetNames<T>()));
    }

    /// <summary>Says that a parameter can't be set from here.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="isRequired">Whether the property is <c>required</c>.</param>
    /// <param name="reason">Why, as the end of a sentence.</param>
    public void Refuse(string name, bool isRequired, string reason)
    {
        if (TryGetText(name, isRequired: false, out _))
            throw Wrong(name, $"absent: the parameter {reason}; set it in the constructor");
        if (isRequired && MustSetRequired)
            throw Missing(name, $"is 'required' and {reason}; register the pipeline as a service with it set: services.AddSingleton(new …)");
    }

    /// <summary>The text that stands for a parameter, or null.</summary>
    internal abstract string? Find(string name);

    /// <summary>The error of a text that is no value of a parameter.</summary>
    internal abstract Exception Wrong(string name, string accepted);

    /// <summary>The error of a parameter that has no value.</summary>
    internal abstract Exception Missing(string name, string fact);

    private bool TryGetText(string name, bool isRequired, [NotNullWhen(true)] out string? text)
    {
        _names.Add(name);
        text = Find(name);
        if (text is null && isRequired && MustSetRequired)
            throw Missing(name, "is 'required'; set the key, or register the pipeline as a service with it set: services.AddSingleton(new …)");

        return text is not null;
    }
}
