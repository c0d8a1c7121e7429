namespace CompiledStreams.Runtime;

/// <summary>What is wrong with a field, as the end of a sentence.</summary>
internal static class FieldReason
{
    /// <summary>The words for an error; the same string each time, so that a bad record costs no memory.</summary>
    public static string Of(FieldError error) => error switch
    {
        FieldError.Empty => "is empty",
        FieldError.NotAnInteger => "is no integer",
        FieldError.OutOfRange => "is out of range for its type",
        FieldError.NotFinite => "is no finite number",
        FieldError.NotABoolean => "is neither true, false, 1 nor 0",
        FieldError.NotAGuid => "is no Guid of 36 characters",
        FieldError.NotATime => "is no time in the form of its column",
        FieldError.NotUtf8 => "isn't valid UTF-8",
        FieldError.NotANumber => "is no number",
        _ => "has text that can't be read",
    };
}
