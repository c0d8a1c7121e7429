namespace CompiledStreams.Runtime;

/// <summary>What is wrong with a value in JSON, as the end of a sentence; the same string each time, so that a bad record costs no memory.</summary>
internal static class JsonReason
{
    public static string Of(FieldError error) => error switch
    {
        FieldError.Empty or FieldError.NotANumber => "is no number",
        FieldError.NotAnInteger => "is no integer",
        FieldError.OutOfRange => "is out of range for its type",
        FieldError.NotFinite => "is no finite number",
        FieldError.NotABoolean => "is neither true nor false",
        FieldError.NotAGuid => "is no Guid of 36 characters",
        FieldError.NotATime => "is no time in its form",
        FieldError.Unterminated => "ends too early",
        FieldError.ControlCharacter => "has a control character that isn't escaped",
        FieldError.BadEscape => "has an escape that stands for nothing",
        FieldError.NotUtf8 => "isn't valid UTF-8",
        FieldError.TooDeep => "is nested deeper than 64",
        FieldError.NotAMember => "is none of the names that its type has",
        FieldError.WrongKind => "is no text",
        FieldError.BareNumber => "is a number without a unit",
        FieldError.Trailing => "has something behind its end",
        _ => "isn't JSON",
    };
}
