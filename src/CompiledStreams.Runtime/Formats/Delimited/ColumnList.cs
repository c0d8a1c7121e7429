namespace CompiledStreams.Runtime;

/// <summary>The columns that a binding lists: <c>name</c>, <c>name:form</c> for a time's form, <c>-</c> for a column that is passed over.</summary>
internal sealed class ColumnList
{
    private const string PassedOver = "-";

    private readonly string _event;
    private readonly DelimitedField[] _fields;

    /// <summary>Reads the list.</summary>
    /// <exception cref="ArgumentException">It names a field that the event doesn't have or that delimited text can't express, or names one twice,
    /// or gives a form to what is no time.</exception>
    public ColumnList(string eventName, DelimitedField[] fields, IReadOnlyList<string> columns)
    {
        _event = eventName;
        _fields = fields;
        Forms = new string?[fields.Length];
        FieldOf = new int[columns.Count];
        for (int column = 0; column < columns.Count; column++)
            FieldOf[column] = columns[column] == PassedOver ? DelimitedColumns.None : Read(columns[column], column);
    }

    /// <summary>The field in each column, or <see cref="DelimitedColumns.None"/>.</summary>
    public int[] FieldOf { get; }

    /// <summary>The form that the list gives to each field, or null.</summary>
    public string?[] Forms { get; }

    private int Read(string text, int column)
    {
        int field = Find(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string? form = null;
        if (field < 0 && colon >= 0)
        {
            field = Find(text[..colon]);
            form = text[(colon + 1)..];
        }

        if (field < 0)
            throw Mistake(text, $"is no field of '{_event}'; write one of {Names()}, or '{PassedOver}' for a column that is passed over");

        if (_fields[field].Inexpressible is { } what)
            throw Mistake(text, $"is {what}, which delimited text can't express; write '{PassedOver}'");

        if (Array.IndexOf(FieldOf, field, 0, column) >= 0)
            throw Mistake(text, $"is named twice; name each field once, and write '{PassedOver}' for a column that is passed over");

        if (form is not null && _fields[field].Time == DelimitedTime.None)
            throw Mistake(text, $"gives a time's form to '{_fields[field].Name}', which is no time in '{_event}'; write '{_fields[field].Name}'");

        Forms[field] = form;
        return field;
    }

    private int Find(string name) => Array.FindIndex(_fields, f => f.Name == name);

    private string Names() => string.Join(", ", _fields.Where(f => f.Inexpressible is null).Select(f => $"'{f.Name}'"));

    private static ArgumentException Mistake(string column, string reason) => new($"Column '{column}' in Columns(…) {reason}.");
}
