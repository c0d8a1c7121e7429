using CompiledStreams.Operators.Tests.RandomPipelines;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>The C# text of what stands between a source and its node.</summary>
internal static class FrontText
{
    /// <summary>What the maps call, and the enum.</summary>
    public const string Types = """
        using System;
        using System.Globalization;
        using System.Text;
        using CompiledStreams;

        public enum Color { Red = 3, Blue = 4, Green = 5 }

        public static class Digest
        {
            public static int Int(int? v) => v is { } x ? Math.Abs(x % 11) : 3;
            public static int Long(long? v) => v is { } x ? (int)Math.Abs(x % 11) : 3;
            public static int Double(double? v) => v is { } x ? x > 0 ? 1 : 2 : 3;
            public static int Float(float? v) => v is { } x ? x > 0 ? 1 : 2 : 3;
            public static int Bool(bool? v) => v is { } x ? x ? 4 : 5 : 3;
            public static int Decimal(decimal? v) => v is { } x ? x > 0 ? 1 : 2 : 3;
            public static int Color(Color? v) => v is { } x ? (int)x : 3;
            public static int Text(Utf8Text? v) => v is { } x ? x.Length % 7 : 3;
            public static int Ascii(Utf8Text? v) => Text(v);
            public static int String(string? v) => v is null ? 3 : Encoding.UTF8.GetByteCount(v) % 7;
            public static int Micros(Timestamp? v) => Long(v?.Microseconds);
            public static int Iso(Timestamp? v) => Long(v?.Microseconds);
        }

        public static class Show
        {
            public static string Int(int? v) => v is { } x ? x.ToString(CultureInfo.InvariantCulture) : "~";
            public static string Long(long? v) => v is { } x ? x.ToString(CultureInfo.InvariantCulture) : "~";
            public static string Double(double? v) => v is { } x ? x.ToString("R", CultureInfo.InvariantCulture) : "~";
            public static string Float(float? v) => v is { } x ? x.ToString("R", CultureInfo.InvariantCulture) : "~";
            public static string Bool(bool? v) => v is { } x ? x ? "True" : "False" : "~";
            public static string Decimal(decimal? v) => v is { } x ? x.ToString("G29", CultureInfo.InvariantCulture) : "~";
            public static string Color(Color? v) => v is { } x ? x.ToString() : "~";
            public static string Text(Utf8Text? v) => v is { } x ? String(x.ToString()) : "~";
            public static string Ascii(Utf8Text? v) => Text(v);
            public static string Micros(Timestamp? v) => Long(v?.Microseconds);
            public static string Iso(Timestamp? v) => Long(v?.Microseconds);

            public static string String(string? v)
            {
                if (v is null)
                    return "~";

                StringBuilder text = new("'");
                foreach (char c in v)
                {
                    if (c > ' ' && c < 0x7f && c != '|')
                        text.Append(c);
                    else
                        text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                }

                return text.ToString();
            }
        }
        """;

    public static string EventOf(Front front) => front.IsItem ? "" :
        $"[Event] public readonly partial record struct {front.Shape.Name}({string.Join(", ", front.Shape.Fields.Select(Parameter))});\n";

    /// <summary>The members before the operators of the graph.</summary>
    /// <param name="front">What stands there.</param>
    /// <param name="node">The node that it feeds.</param>
    /// <param name="hasProbe">Whether the items that come by are noted, so that the order between sources shows.</param>
    public static string Members(Front front, int node, bool hasProbe)
    {
        string source = front.IsItem ? $"N{node}" : $"S{node}", kept = front.Filter < 0 ? source : $"F{node}";
        List<string> members = [$"    [Source(Validate = Validate.{front.Validate})] public partial Source<{front.Shape.Name}> {source} {{ get; }}"];
        if (front.Filter >= 0)
            members.Add($"    [Filter(\"{source}\")] internal static bool {kept}(in {front.Shape.Name} e) => {Call("Digest", front, front.Filter)} % 3 != 0;");
        if (!front.IsItem)
            members.Add($"    [Map(\"{kept}\")] internal static Item N{node}(in {front.Shape.Name} e) => new(e.Id, {Call("Digest", front, front.Key)}, {Call("Digest", front, front.Value)} * 7 - 20, {Name(front)});");
        if (front.HasRawSink)
            members.Add($"    [Sink(\"{kept}\")] public partial Sink<{front.Shape.Name}> R{node} {{ get; }}");
        if (hasProbe)
            members.Add($"    [Sink(\"N{node}\")] public partial Sink<Item> O{node} {{ get; }}");

        return string.Join('\n', members);
    }

    private static string Name(Front front) => front.IsNameAsItCame
        ? front.Shape.Fields[front.Shown[0]] is { IsNullable: true } field ? $"e.{field.Name} ?? Utf8Text.Empty" : $"e.{front.Shape.Fields[front.Shown[0]].Name}"
        : $"new Utf8Text({string.Join(" + \"|\" + ", front.Shown.Select(field => Call("Show", front, field)))})";

    private static string Call(string type, Front front, int field) => $"{type}.{front.Shape.Fields[field].Type}(e.{front.Shape.Fields[field].Name})";

    private static string Parameter(FieldShape field) =>
        $"{(field.Type == FieldType.Micros ? "[Time(TimeUnit.Microseconds)] " : "")}{TypeOf(field.Type)}{(field.IsNullable ? "?" : "")} {field.Name}";

    private static string TypeOf(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Ascii => "Utf8Text",
        FieldType.Micros or FieldType.Iso => "Timestamp",
        FieldType.Color => "Color",
        _ => type.ToString().ToLowerInvariant(),
    };
}
