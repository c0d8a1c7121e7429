using System.Buffers.Text;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Parses a field that is known whole: every byte must belong to the value.</summary>
/// <remarks>Exact for any input, without allocation. What the fast readers refuse comes here to get its value or its reason.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FieldParser
{
    /// <summary>Parses an integer of any width.</summary>
    /// <param name="field">The text, without quotes or delimiters.</param>
    /// <param name="value">The value, or the default.</param>
    /// <param name="grammar">Which spellings are accepted.</param>
    /// <returns><see cref="FieldError.None"/>, or why there is no value.</returns>
    public static FieldError ParseInteger<T>(ReadOnlySpan<byte> field, out T value, NumberGrammar grammar = NumberGrammar.Json)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Whole(field, NumberReader.ReadInteger(ref MemoryMarshal.GetReference(field), 0, field.Length, out value, grammar), FieldError.NotANumber);

    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseDouble(ReadOnlySpan<byte> field, out double value, NumberGrammar grammar = NumberGrammar.Json) =>
        Whole(field, NumberReader.ReadDouble(ref MemoryMarshal.GetReference(field), 0, field.Length, out value, grammar), FieldError.NotANumber);

    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseSingle(ReadOnlySpan<byte> field, out float value, NumberGrammar grammar = NumberGrammar.Json) =>
        Whole(field, NumberReader.ReadSingle(ref MemoryMarshal.GetReference(field), 0, field.Length, out value, grammar), FieldError.NotANumber);

    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseDecimal(ReadOnlySpan<byte> field, out decimal value, NumberGrammar grammar = NumberGrammar.Json) =>
        Whole(field, NumberReader.ReadDecimal(ref MemoryMarshal.GetReference(field), 0, field.Length, out value, grammar), FieldError.NotANumber);

    /// <summary>Parses <c>true</c> or <c>false</c>; in delimited text in any case, and 1 or 0.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseBoolean(ReadOnlySpan<byte> field, out bool value, NumberGrammar grammar = NumberGrammar.Json)
    {
        bool isTolerant = grammar == NumberGrammar.Delimited;
        value = field.SequenceEqual("true"u8) || (isTolerant && (IsWord(field, "true"u8) || field.SequenceEqual("1"u8)));
        if (value || field.SequenceEqual("false"u8) || (isTolerant && (IsWord(field, "false"u8) || field.SequenceEqual("0"u8))))
            return FieldError.None;
        return field.IsEmpty ? FieldError.Empty : FieldError.NotABoolean;
    }

    /// <summary>Parses a Guid of 36 characters, in either case.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseGuid(ReadOnlySpan<byte> field, out Guid value)
    {
        if (field.Length == 36 && Utf8Parser.TryParse(field, out value, out int read, 'D') && read == 36)
            return FieldError.None;
        value = default;
        return field.IsEmpty ? FieldError.Empty : FieldError.NotAGuid;
    }

    /// <summary>Parses a time in ISO 8601 as microseconds since the Unix epoch; see <see cref="TimeReader.ReadIso8601(ref byte, int, int, out long)"/>.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseIso8601(ReadOnlySpan<byte> field, out long value) =>
        Whole(field, TimeReader.ReadIso8601(ref MemoryMarshal.GetReference(field), 0, field.Length, out value), FieldError.NotATime);

    /// <summary>Parses a time in a given format as microseconds since the Unix epoch.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseTime(ReadOnlySpan<byte> field, TimeFormat format, out long value, NumberGrammar grammar = NumberGrammar.Json) =>
        Whole(field, format.Read(ref MemoryMarshal.GetReference(field), 0, field.Length, out value, grammar), FieldError.NotATime);

    /// <summary>Parses a time in ISO 8601 with its offset; without one it is UTC.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseDateTimeOffset(ReadOnlySpan<byte> field, out DateTimeOffset value) =>
        Whole(field, TimeReader.ReadDateTimeOffset(ref MemoryMarshal.GetReference(field), 0, field.Length, out value), FieldError.NotATime);

    /// <summary>Parses a date like <c>2024-01-31</c>.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseDate(ReadOnlySpan<byte> field, out DateOnly value) =>
        Whole(field, TimeReader.ReadDate(ref MemoryMarshal.GetReference(field), 0, field.Length, out value), FieldError.NotATime);

    /// <summary>Parses a time of day like <c>12:34:56.789</c>; seconds and fraction may be left out.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseTimeOfDay(ReadOnlySpan<byte> field, out TimeOnly value) =>
        Whole(field, TimeReader.ReadTimeOfDay(ref MemoryMarshal.GetReference(field), 0, field.Length, out value), FieldError.NotATime);

    /// <summary>Parses a duration like <c>1.02:03:04.5</c>, the constant format of <see cref="TimeSpan"/>.</summary>
    /// <inheritdoc cref="ParseInteger"/>
    public static FieldError ParseDuration(ReadOnlySpan<byte> field, out TimeSpan value)
    {
        if (Utf8Parser.TryParse(field, out value, out int read, 'c') && read == field.Length)
            return FieldError.None;
        value = default;
        return field.IsEmpty ? FieldError.Empty : FieldError.NotATime;
    }

    private static FieldError Whole(ReadOnlySpan<byte> field, int next, FieldError otherwise) =>
        next == field.Length && next > 0 ? FieldError.None : next < 0 ? (FieldError)(-next) : otherwise;

    private static bool IsWord(ReadOnlySpan<byte> field, ReadOnlySpan<byte> word) =>
        System.Text.Ascii.EqualsIgnoreCase(field, word);
}
