using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>A time form as an expression.</summary>
internal static class TimeForms
{
    public static string Make(TimeFormModel form, ValueKind kind, EmittedTypes t) => form switch
    {
        { Unit: { } unit } => $"{t.TimeFormat}.Unix{unit}",
        { Format: { } format } when kind == ValueKind.TimeOnly => $"{t.TimeFormat}.ParseTimeOfDay({Literal.Of(format)})",
        { Format: { } format } => $"{t.TimeFormat}.Parse({Literal.Of(format)})",
        _ => $"{t.TimeFormat}.Iso8601",
    };
}
