using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The time forms of an encoder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonEncoderContext
{
    private readonly JsonTimeForms _forms;

    /// <summary>Makes the context of one encoder.</summary>
    /// <param name="options">What the encoder is made with.</param>
    public JsonEncoderContext(EncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _forms = new JsonTimeForms(options.Format);
    }

    /// <summary>The time form of a field at this binding.</summary>
    /// <param name="field">Its wire name, behind those of the fields that nest it, with dots.</param>
    /// <param name="declared">The event's own form.</param>
    public TimeFormat TimeForm(string field, TimeFormat declared) => _forms.Find(field, declared, isTimeOfDay: false);

    /// <summary>The time form of a field that is a time of day.</summary>
    /// <inheritdoc cref="TimeForm"/>
    public TimeFormat TimeOfDayForm(string field, TimeFormat declared) => _forms.Find(field, declared, isTimeOfDay: true);

    /// <summary>All encoders are made: a time form for a field that isn't there is a mistake.</summary>
    /// <exception cref="ArgumentException">The binding has such a form.</exception>
    public void CheckTimeForms() => _forms.Check();
}
