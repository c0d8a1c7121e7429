using System.Text;
using CompiledStreams.Operators.Tests.RandomPipelines;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>What one source reads, and what the obvious evaluation makes of it.</summary>
/// <param name="Front">What stands behind the source.</param>
/// <param name="Format">The format of the bytes.</param>
/// <param name="Bytes">The input.</param>
/// <param name="Events">The good records' values.</param>
/// <param name="Bad">The bad records.</param>
internal sealed record SourceInput(Front Front, Format Format, byte[] Bytes, IReadOnlyList<object?[]> Events, IReadOnlyList<BadRecord> Bad)
{
    /// <summary>What comes to the source's node.</summary>
    public IReadOnlyList<PlainItem> Items { get; } = [.. Events.Where(Front.Keeps).Select(Front.Map)];

    /// <summary>The events that leave as they came.</summary>
    public IReadOnlyList<string> Raw { get; } = [.. Events.Where(Front.Keeps).Select(Front.ShowAll)];

    /// <param name="front">What stands behind the source.</param>
    /// <param name="firstId">The first event's id.</param>
    /// <param name="count">Records.</param>
    /// <param name="hasBad">Whether some of them are bad.</param>
    /// <param name="random">Makes the rest.</param>
    public static SourceInput Make(Front front, int firstId, int count, bool hasBad, Random random)
    {
        List<object?[]> events = [.. Enumerable.Range(firstId, count).Select(id => Values(front, id, random))];
        return random.Next(3) == 0 ? Delimited(front, events, hasBad, random) : JsonLines(front, events, hasBad, random);
    }

    private static SourceInput JsonLines(Front front, List<object?[]> events, bool hasBad, Random random)
    {
        JsonRecords json = new(front, random);
        InputText text = new(random);
        foreach (object?[] values in events)
        {
            for (; hasBad && random.Next(6) == 0; text.AddBad(json.Bad(values)))
                text.AddBlanks();

            text.AddBlanks();
            text.Add(json.Good(values));
        }

        return new SourceInput(front, Format.JsonLines, text.ToBytes(), events, text.Bad);
    }

    private static SourceInput Delimited(Front front, List<object?[]> events, bool hasBad, Random random)
    {
        DelimitedRecords delimited = new(front, random);
        InputText text = new(random);
        text.Add(delimited.Header);
        foreach (object?[] values in events)
        {
            while (hasBad && random.Next(6) == 0)
                text.AddBad(delimited.Bad(values));

            text.Add(delimited.Good(values));
        }

        return new SourceInput(front, delimited.Format, text.ToBytes(), [.. events.Select(delimited.Read)], text.Bad);
    }

    private static object?[] Values(Front front, int id, Random random)
    {
        if (front.IsItem)
        {
            PlainItem item = ItemText.Make(1, random)[0];
            return [id, item.Key, item.Value, item.Name];
        }

        object?[] values = [.. front.Shape.Fields.Select(field => FieldValues.Make(field, random))];
        values[front.Shape.Id] = id;
        return values;
    }
}

/// <summary>A bad record as its dead letter names it.</summary>
internal sealed record BadRecord(long Line, long Offset, string Text);

/// <summary>The text of an input, with line ends of both kinds, and empty lines.</summary>
internal sealed class InputText(Random random)
{
    private readonly StringBuilder _text = new();
    private readonly bool _hasCarriageReturns = random.Next(2) == 0;
    private readonly List<BadRecord> _bad = [];
    private readonly bool _hasBlanks = random.Next(3) == 0;
    private long _lines;
    private long _bytes;

    public IReadOnlyList<BadRecord> Bad => _bad;

    public void Add(string record) => Append(record + End());

    public void AddBlanks()
    {
        if (_hasBlanks && random.Next(4) == 0)
            Append(((string[])["\n", "\r\n", "  \n", "\t\r\n"])[random.Next(4)]);
    }

    public void AddBad(string record)
    {
        _bad.Add(new BadRecord(_lines + 1, _bytes, record));
        Append(record + End());
    }

    /// <summary>The input; its last record may have no line end, and its first a byte order mark before it.</summary>
    public byte[] ToBytes()
    {
        string text = _text.ToString();
        if (random.Next(3) == 0)
            text = text.TrimEnd('\n').TrimEnd('\r');

        return Encoding.UTF8.GetBytes(_bad.Count == 0 && random.Next(6) == 0 ? "\uFEFF" + text : text);
    }

    private string End() => _hasCarriageReturns && random.Next(3) > 0 ? "\r\n" : "\n";

    private void Append(string text)
    {
        _text.Append(text);
        _lines += text.Count(c => c == '\n');
        _bytes += Encoding.UTF8.GetByteCount(text);
    }
}
