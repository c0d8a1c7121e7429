using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Why the text of one field could not become its value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FieldError
{
    /// <summary>The field was read.</summary>
    None = 0,

    /// <summary>The field has no characters.</summary>
    Empty = 1,

    /// <summary>The text is not a number in the grammar of its format.</summary>
    NotANumber = 2,

    /// <summary>A number with a fraction or an exponent stands where an integer is wanted.</summary>
    NotAnInteger = 3,

    /// <summary>The value does not fit the type of the field.</summary>
    OutOfRange = 4,

    /// <summary>The number is NaN, an infinity, or too large to be finite.</summary>
    NotFinite = 5,

    /// <summary>The text is neither <c>true</c> nor <c>false</c>.</summary>
    NotABoolean = 6,

    /// <summary>The text is not a Guid of 36 characters.</summary>
    NotAGuid = 7,

    /// <summary>The text is not a time in the form of the field.</summary>
    NotATime = 8,

    /// <summary>A string has no closing quote.</summary>
    Unterminated = 9,

    /// <summary>A string holds a control character that must be escaped.</summary>
    ControlCharacter = 10,

    /// <summary>A backslash is not followed by an escape, or a surrogate has no partner.</summary>
    BadEscape = 11,

    /// <summary>The bytes are not UTF-8.</summary>
    NotUtf8 = 12,

    /// <summary>Values are nested deeper than 64.</summary>
    TooDeep = 13,

    /// <summary>The text is not a JSON value: a bracket, comma, colon or literal is missing or out of place.</summary>
    NotJson = 14,

    /// <summary>A quote of a delimited field is missing, or stands where it must be doubled.</summary>
    BadQuote = 15,

    /// <summary>The text is no name of a member of the field's enum.</summary>
    NotAMember = 16,

    /// <summary>The value is of another kind: a text is wanted, an object or an array.</summary>
    WrongKind = 17,

    /// <summary>A number stands where the field's time form wants text.</summary>
    BareNumber = 18,

    /// <summary>Something follows where the record should be over.</summary>
    Trailing = 19,
}
