using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>How the delimited codecs of one event name things: types of ours, the event's fields as locals.</summary>
internal sealed class DelimitedNames
{
    private static readonly string[] s_own = ["array", "at", "count", "decoded", "delimiter", "end", "error", "from", "into", "isRead", "last", "next", "passed", "position", "start", "text", "usualReach", "value"];

    private readonly EventModel _model;
    private readonly Dictionary<string, string> _locals = new(StringComparer.Ordinal);

    public DelimitedNames(EventModel model)
    {
        _model = model;
        HashSet<string> used = new(s_own, StringComparer.Ordinal);
        foreach (FieldModel field in model.Fields)
        {
            string camel = char.ToLowerInvariant(field.Name[0]) + field.Name.Substring(1);
            string local = camel;
            for (int i = 2; !IsFree(used, local); i++)
                local = camel + i;

            _locals.Add(field.Name, local);
        }
    }

    /// <summary>The usings that the codecs need.</summary>
    public static string[] Usings { get; } =
        ["System", "System.Runtime.CompilerServices", "System.Runtime.InteropServices", "System.Text", "CompiledStreams", "CompiledStreams.Runtime"];

    /// <summary>A type of <see cref="EmittedNames"/> as it is written in the codecs.</summary>
    public string Type(string name) => ValueTypes.Name(name, _model.Taken);

    /// <summary>The local that has a field's value.</summary>
    public string Local(FieldModel field) => Literal.Identifier(_locals[field.Name]);

    /// <summary>A local for something of a field.</summary>
    public string Local(FieldModel field, string what) => _locals[field.Name] + what;

    /// <summary>An enum as it is written where a codec's own members could hide its name.</summary>
    public string Enum(ValueModel value)
    {
        if (value.Type.StartsWith("global::", StringComparison.Ordinal))
            return value.Type;

        string parents = string.Concat(_model.Parents.Select(head => head.Substring(head.LastIndexOf(' ') + 1) + "."));
        return "global::" + (_model.Namespace is { } space ? space + "." : "") + parents + value.Type;
    }

    /// <summary>What a field is where delimited text can't express it, or null.</summary>
    public static string? Inexpressible(FieldModel field) => field.Value.Kind switch
    {
        ValueKind.Array => "an array",
        ValueKind.Event => "another event",
        _ => null,
    };

    /// <summary>Whether delimited text can express a field.</summary>
    public static bool HasColumn(FieldModel field) => Inexpressible(field) is null;

    /// <summary>Writes what the runtime must know of the fields.</summary>
    public void WriteFields(SourceWriter writer, bool isDecoder)
    {
        writer.Line($"private static readonly {Type("DelimitedField")}[] s_fields =");
        writer.Line("[");
        using (writer.Indented())
        {
            foreach (FieldModel field in _model.Fields)
                writer.Line($"new({Literal.Of(field.WireName)}){Traits(field, isDecoder)},");
        }

        writer.Line("];");
    }

    private string Traits(FieldModel field, bool isDecoder)
    {
        List<string> traits = [];
        if (isDecoder)
            traits.Add($"IsUsed = TFields.{field.Member}");

        if (field.Value.IsNullable)
            traits.Add("IsNullable = true");

        if (field.Value.Kind is ValueKind.Text or ValueKind.String)
            traits.Add("IsText = true");

        if (field.Value.Time is { } form && HasColumn(field))
            traits.Add($"Time = {Type("DelimitedTime")}.{Time(field.Value.Kind)}, Form = {Literal.Of(Form(form))}");

        if (Inexpressible(field) is { } what)
            traits.Add($"Inexpressible = {Literal.Of(what)}");

        return traits.Count == 0 ? "" : $" {{ {string.Join(", ", traits)} }}";
    }

    private static string Time(ValueKind kind) => kind switch
    {
        ValueKind.DateOnly => "Date",
        ValueKind.TimeOnly => "TimeOfDay",
        _ => "Instant",
    };

    private static string Form(TimeFormModel form) => form switch
    {
        { Unit: "Seconds" } => "s",
        { Unit: "Milliseconds" } => "ms",
        { Unit: "Microseconds" } => "us",
        { Format: { } format } => format,
        _ => "iso",
    };

    // Names that begin with a local's name and end as ours do must not meet: timeLength of a field Time, and a field TimeLength.
    private static bool IsFree(HashSet<string> used, string local)
    {
        if (used.Contains(local) || used.Contains(local + "Length") || used.Contains(local + "End") || used.Contains(local + "Micros"))
            return false;

        foreach (string name in (string[])[local, local + "Length", local + "End", local + "Micros"])
            used.Add(name);

        return true;
    }
}
