using System.Globalization;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Writes events as delimited text under a header: columns in any order among others, quoted where they must be and now and then where they need not.</summary>
internal sealed class DelimitedRecords
{
    private readonly Front _front;
    private readonly Random _random;
    private readonly char _delimiter;

    // Fields by their number; -1: a column that no field has.
    private readonly int[] _columns;
    private readonly int _quoted;

    public DelimitedRecords(Front front, Random random)
    {
        _front = front;
        _random = random;
        _delimiter = ((char[])[',', ',', ';', '\t', '|'])[random.Next(5)];
        _quoted = random.Next(3) * 4;
        List<int> columns = [.. Enumerable.Range(0, front.Shape.Fields.Length).Where(field => !MayLack(field) || random.Next(3) > 0)];
        if (random.Next(3) > 0)
            columns = [.. columns.OrderBy(_ => random.Next())];
        for (int i = random.Next(3) * random.Next(2); i > 0; i--)
            columns.Insert(random.Next(columns.Count + 1), -1);

        _columns = [.. columns];
        Header = string.Join(_delimiter, columns.Select((column, i) => column < 0 ? $"other{i}" : random.Next(9) == 0 ? $"\"{Name(column)}\"" : Name(column)));
        Format = DelimitedFormat.With(o => o.Delimiter(_delimiter));
    }

    public Format Format { get; }

    public string Header { get; }

    /// <summary>What a field reads as: null where it has no column.</summary>
    public object?[] Read(object?[] values) => [.. values.Select((value, field) => _columns.Contains(field) ? value : null)];

    public string Good(object?[] values) => Row(values, bad: -1, "");

    /// <summary>A record that is wrong in a field that is read.</summary>
    public string Bad(object?[] values)
    {
        int[] used = [.. _columns.Where(field => field >= 0 && _front.Uses(field))];
        int bad = used[_random.Next(used.Length)];
        string[] ways = BadValues(_front.Shape.Fields[bad]);
        string way = ways[_random.Next(ways.Length)], row = Row(values, bad, way);

        // Where the quotes are wrong, the record ends at its first line end; and a line without anything is none.
        return row.Length == 0 || (way.EndsWith('x') && way.Length > 1 && row.Contains('\n', StringComparison.Ordinal)) ? Row(values, _front.Shape.Id, "x") : row;
    }

    private bool MayLack(int field) => _front.MayUse(field) ? _front.Shape.Fields[field].IsNullable : _front.Validate != Validate.All;

    private string Name(int field) => _front.Shape.Fields[field].WireName;

    private string Row(object?[] values, int bad, string way) => string.Join(_delimiter, _columns.Select(field =>
    {
        if (field < 0)
            return ((string[])["", "7", "\"a,\"\"b\"", "\"\n\"", "x y"])[_random.Next(5)];

        FieldShape shape = _front.Shape.Fields[field];
        if (field == bad)
            return way;

        return !_front.Checks(field) && _random.Next(4) == 0 ? ((string[])["", "x", "\"\"", "1.5"])[_random.Next(4)] : Value(shape, values[field]);
    }));

    private string Value(FieldShape shape, object? value)
    {
        string text = (shape.Type, value) switch
        {
            (_, null) => "",
            (FieldType.Bool, bool flag) => ((string[])(flag ? ["true", "True", "1"] : ["false", "FALSE", "0"]))[_random.Next(3)],
            (FieldType.Color, string color) => color,
            (FieldType.Iso, long micros) => IsoText.Of(micros, _random),
            (_, int number) => Signed(number),
            (_, double d) => d.ToString("R", CultureInfo.InvariantCulture),
            (_, float f) => f.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

        bool isText = shape.Type is FieldType.Text or FieldType.Ascii or FieldType.String;
        bool mustQuote = text.Contains(_delimiter, StringComparison.Ordinal) || text.AsSpan().ContainsAny("\"\r\n") || (isText && shape.IsNullable && value is "");
        bool mayQuote = value is not null && (text.Length > 0 || isText);
        return mustQuote || (mayQuote && _random.Next(30) < _quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private string Signed(int number) => number < 0 || _random.Next(12) > 0 ? number.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{(_random.Next(2) == 0 ? "+" : "")}0{number}");

    private static string[] BadValues(FieldShape field)
    {
        string[] bad = field.Type switch
        {
            FieldType.Int => ["x", "1.5", "99999999999", "\"7\"x", " 1"],
            FieldType.Long => ["x", "1e3", "99999999999999999999", "\"a\n\"\"b\""],
            FieldType.Double or FieldType.Float => ["NaN", "x", "1e999", "1.2.3"],
            FieldType.Decimal or FieldType.Bool or FieldType.Micros => ["x", "\"x\"", "--1"],
            FieldType.Color => ["Purple", "red"],
            FieldType.Iso => ["yesterday", "\"x\"\"\"", "2024-13-01T00:00:00Z"],
            _ => ["\"a\"x"],
        };
        bool mayBeEmpty = field.IsNullable || field.Type is FieldType.Text or FieldType.Ascii or FieldType.String;
        return mayBeEmpty ? bad : [.. bad, ""];
    }
}
