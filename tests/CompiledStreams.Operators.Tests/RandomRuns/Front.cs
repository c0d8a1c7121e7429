using System.Text;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>What stands between a source and the node of a graph that it feeds: maybe a filter on a field, and a map of some of the fields to an item.</summary>
/// <param name="Shape">The source's event.</param>
/// <param name="Validate">How much the source checks.</param>
/// <param name="Filter">The field that the filter looks at, or -1.</param>
/// <param name="Key">The field that the item's key is made of.</param>
/// <param name="Value">The field that its value is made of.</param>
/// <param name="Shown">The fields that its name shows; one that is ASCII, alone, is the name itself.</param>
/// <param name="HasRawSink">Whether the events also leave as they came, so that all of their fields are read.</param>
internal sealed record Front(EventShape Shape, Validate Validate, int Filter, int Key, int Value, int[] Shown, bool HasRawSink)
{
    /// <summary>Whether the source's events are the items.</summary>
    public bool IsItem => Shape == EventShape.Item;

    /// <summary>Whether the name is a text of the event and not a text about it.</summary>
    public bool IsNameAsItCame => Shown.Length == 1 && Shape.Fields[Shown[0]].Type == FieldType.Ascii;

    /// <summary>Whether the pipeline may read a field: what stands there is right.</summary>
    public bool MayUse(int field) => IsItem || HasRawSink || field == Shape.Id || field == Filter || field == Key || field == Value || Shown.Contains(field);

    /// <summary>Whether the pipeline reads a field for certain: what is wrong there is found. Every graph reads an item's id and value.</summary>
    public bool Uses(int field) => MayUse(field) && (!IsItem || field is 0 or 2);

    /// <summary>Whether what stands in the field may be looked at.</summary>
    public bool Checks(int field) => Validate == Validate.All || MayUse(field);

    public static Front Make(string name, Random random)
    {
        Validate validate = (Validate)random.Next(3);
        if (random.Next(4) == 0)
            return new Front(EventShape.Item, validate, -1, 1, 2, [3], HasRawSink: false);

        EventShape shape = EventShape.Make(name, random);

        // Often nothing is read behind the first fields, so that the rest of a record may be passed over.
        int read = random.Next(3) == 0 ? shape.Fields.Length : random.Next(1, shape.Fields.Length + 1);
        int Any() => random.Next(read);
        int[] shown = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any()).Distinct()];
        return new Front(shape, validate, random.Next(3) == 0 ? Any() : -1, Any(), Any(), shown, random.Next(6) == 0);
    }

    /// <summary>Whether the filter keeps an event.</summary>
    public bool Keeps(object?[] values) => Filter < 0 || Digest(Filter, values) % 3 != 0;

    /// <summary>The item of an event.</summary>
    public RandomPipelines.PlainItem Map(object?[] values) => IsItem
        ? new((int)values[0]!, (int)values[1]!, (long)values[2]!, (string)values[3]!)
        : new((int)values[Shape.Id]!, Digest(Key, values), (Digest(Value, values) * 7) - 20,
            IsNameAsItCame ? (string?)values[Shown[0]] ?? "" : string.Join('|', Shown.Select(field => FieldValues.Show(Shape.Fields[field].Type, values[field]))));

    public string ShowAll(object?[] values) => string.Join('|', Shape.Fields.Zip(values, (field, value) => FieldValues.Show(field.Type, value)));

    private int Digest(int field, object?[] values) => (Shape.Fields[field].Type, values[field]) switch
    {
        (_, null) => 3,
        (FieldType.Color, string color) => color.Length,
        (_, string text) => Encoding.UTF8.GetByteCount(text) % 7,
        (_, int number) => Math.Abs(number % 11),
        (_, long number) => (int)Math.Abs(number % 11),
        (_, bool flag) => flag ? 4 : 5,
        (_, double number) => number > 0 ? 1 : 2,
        (_, float number) => number > 0 ? 1 : 2,
        (_, decimal number) => number > 0 ? 1 : 2,
        _ => throw new InvalidOperationException(),
    };
}
