using System.Globalization;
using System.Text;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Writes events as JSON lines in the ways that users' programs do: each input has a few ways to order, space and add keys, which take turns, and a record now and
/// then is unlike all of them.</summary>
internal sealed class JsonRecords
{
    private static readonly string[] s_unknown = ["x", "ids", "i", "Id", "amountT", "a ", "", "é", "alongnamethatnovectorholdswholetoo", "kilometres17Byte", "type"];
    private static readonly string[] s_values =
        ["null", "true", "0", "-1.5e+3", "\"\"", "\"}\"", "\"a\\\"]{,:\\\\\"", "\"\\u007d\"", "[]", "{}", "[[{\"id\":7}],\"]\",{\"a\":{\"b\":[1,2,\"\\\\\"]}}]", "{\"id\":3,\"amount\":\"}{\"}", "1234567890123456", "\"some longer text, with a comma: and {brackets}\""];

    private readonly Front _front;
    private readonly Random _random;
    private readonly List<string>[] _ways;
    private readonly string[] _unknown;
    private readonly bool _hasBlanks;
    private readonly string _colon;
    private readonly string _comma;
    private int _way;

    public JsonRecords(Front front, Random random)
    {
        _front = front;
        _random = random;
        _unknown = [.. s_unknown.Where(name => !front.Shape.Fields.Any(field => field.WireName == name))];
        _ways = [.. Enumerable.Range(0, random.Next(1, 4)).Select(Way)];
        (_colon, _comma) = random.Next(4) switch { 0 => (": ", ", "), 1 => (" :", " ,"), _ => (":", ",") };
        _hasBlanks = random.Next(4) == 0;
    }

    /// <summary>A record that is right.</summary>
    public string Good(object?[] values) => Object(Keys(), values, bad: -1);

    /// <summary>A record that is wrong in something that is looked at, whatever is checked.</summary>
    public string Bad(object?[] values)
    {
        if (_random.Next(4) == 0)
            return ((string[])["[1]", "{", "x", "{\"x\":1}", "7", "{\"x\":[1,2", "{\"x\":\"", "\"a\"", "{}"])[_random.Next(9)];

        int[] used = [.. Enumerable.Range(0, values.Length).Where(_front.Uses)];
        int bad = used[_random.Next(used.Length)];
        List<string> keys = Keys();
        if (!keys.Contains(_front.Shape.Fields[bad].WireName))
            keys.Add(_front.Shape.Fields[bad].WireName);

        return Object(keys, values, bad);
    }

    private List<string> Way(int number)
    {
        string[] keys = [.. _front.Shape.Fields.Select(field => field.WireName)];
        if (number > 0 || _random.Next(2) == 0)
            _random.Shuffle(keys);

        List<string> way = [.. keys];
        for (int i = _random.Next(3) * _random.Next(2); i > 0; i--)
            way.Insert(_random.Next(way.Count + 1), Unknown());

        return way;
    }

    private List<string> Keys()
    {
        if (_random.Next(6) == 0)
            _way = _random.Next(_ways.Length);

        List<string> keys = [.. _ways[_way]];
        if (_random.Next(5) == 0)
            keys.Insert(_random.Next(keys.Count + 1), Unknown());
        if (_random.Next(5) == 0)
        {
            int from = _random.Next(keys.Count);
            string moved = keys[from];
            keys.RemoveAt(from);
            keys.Insert(_random.Next(keys.Count + 1), moved);
        }

        return keys;
    }

    private string Object(List<string> keys, object?[] values, int bad)
    {
        StringBuilder text = new();
        foreach (string key in keys)
        {
            int field = Array.FindIndex(_front.Shape.Fields, f => f.WireName == key);
            if (field == bad && bad >= 0)
                Add(text, key, BadValue(_front.Shape.Fields[field]));
            else if (field < 0)
                Add(text, key, s_values[_random.Next(s_values.Length)]);
            else
                AddField(text, field, values[field]);
        }

        return Blank() + "{" + text + "}" + Blank();
    }

    private void AddField(StringBuilder text, int field, object? value)
    {
        FieldShape shape = _front.Shape.Fields[field];
        if (!_front.Checks(field) && _random.Next(4) == 0)
        {
            // Nobody looks: it may be of another kind, or missing.
            if (_random.Next(2) == 0)
                Add(text, shape.WireName, _random.Next(4) == 0 ? "\"a\\q\"" : s_values[_random.Next(s_values.Length)]);
        }
        else if (value is not null || _random.Next(2) == 0)
            Add(text, shape.WireName, Value(shape.Type, value));

        // The first counts.
        if (_front.Validate != Validate.All && _random.Next(40) == 0 && value is not null)
            Add(text, shape.WireName, s_values[_random.Next(s_values.Length)]);
    }

    private void Add(StringBuilder text, string key, string value)
    {
        if (text.Length > 0)
            text.Append(_comma).Append(Blank());

        string name = _random.Next(60) == 0 && key.Length > 0 ? $"\\u{(int)key[0]:x4}{key[1..]}" : key;
        text.Append(Blank()).Append('"').Append(name).Append('"').Append(Blank()).Append(_colon).Append(Blank()).Append(value).Append(Blank());
    }

    private string Value(FieldType type, object? value) => (type, value) switch
    {
        (_, null) => "null",
        (FieldType.Bool, bool flag) => flag ? "true" : "false",
        (FieldType.Color, string color) => _random.Next(4) == 0 ? Number(color) : $"\"{color}\"",
        (FieldType.Iso, long micros) => $"\"{IsoText.Of(micros, _random)}\"",
        (_, double d) => Digits(d.ToString("R", CultureInfo.InvariantCulture)),
        (_, float f) => Digits(f.ToString("R", CultureInfo.InvariantCulture)),
        (_, decimal d) => Digits(d.ToString(CultureInfo.InvariantCulture)),
        (_, string text) => "\"" + string.Concat(text.EnumerateRunes().Select(Escaped)) + "\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Number(string color) => color switch { "Red" => "3", "Blue" => "4", _ => "5" };

    // The same number with a zero more, or as a whole number with an empty fraction.
    private string Digits(string text) => text.Contains('E', StringComparison.Ordinal) || _random.Next(8) > 0 ? text : text.Contains('.', StringComparison.Ordinal) ? text + "0" : text + ".0";

    // Both halves of a pair are escaped, or none.
    private string Escaped(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '/' when _random.Next(2) == 0 => "\\/",
        < ' ' => $"\\u{rune.Value:x4}",
        _ when _random.Next(30) == 0 => string.Concat(rune.ToString().Select(c => $"\\u{(int)c:X4}")),
        _ => rune.ToString(),
    };

    private string BadValue(FieldShape field)
    {
        string[] bad = field.Type switch
        {
            FieldType.Int => ["\"1\"", "1.5", "99999999999", "01", "tru", "-", "1x", "[1]"],
            FieldType.Long => ["\"1\"", "1e3", "99999999999999999999", "true", ""],
            FieldType.Double or FieldType.Float => ["NaN", "\"1\"", "1e999", "-", "1.", "{}"],
            FieldType.Decimal => ["\"1\"", "x", "1..2"],
            FieldType.Bool => ["\"true\"", "tru", "x"],
            FieldType.Color => ["\"Purple\"", "99999999999", "\"red\"", "true"],
            FieldType.Micros => ["\"x\"", "true", "1x"],
            FieldType.Iso => ["17", "\"yesterday\"", "\"2024-13-01T00:00:00Z\""],
            _ => ["7", "\"a\\q\"", "{}", "\"a\tb\"", "\"\u0001\""],
        };
        return !field.IsNullable && _random.Next(3) == 0 ? "null" : bad[_random.Next(bad.Length)];
    }

    private string Unknown() => _unknown[_random.Next(_unknown.Length)];

    private string Blank() => _hasBlanks && _random.Next(3) == 0 ? ((string[])[" ", "  ", "\t", "    "])[_random.Next(4)] : "";
}
