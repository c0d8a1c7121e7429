namespace CompiledStreams.Runtime;

/// <summary>What a binding settles about an event's columns, checked once: which columns there are where no header says it, and how times are written.</summary>
internal sealed class DelimitedLayout
{
    private readonly DelimitedField[] _fields;

    /// <summary>Checks the binding against the event.</summary>
    /// <exception cref="ArgumentException">They don't fit; the message says what to write.</exception>
    public DelimitedLayout(DelimitedFormat format, string eventName, DelimitedField[] fields)
    {
        _fields = fields;
        Format = format;
        List = format.Columns is { } columns ? new ColumnList(eventName, fields, columns) : null;
        Times = [.. fields.Select((field, i) => Time(field, List?.Forms[i] ?? field.Form))];
        HasUsualTimes = fields.Where((field, i) => field.Time != DelimitedTime.None && (List?.Forms[i] ?? field.Form) != field.Form).Any() == false;
    }

    public DelimitedFormat Format { get; }

    /// <summary>The columns that the binding lists, or null.</summary>
    public ColumnList? List { get; }

    /// <summary>How the time of each field is written.</summary>
    public TimeFormat[] Times { get; }

    /// <summary>Whether each time is written as the event says.</summary>
    public bool HasUsualTimes { get; }

    private TimeFormat Time(DelimitedField field, string form)
    {
        if (field.Time == DelimitedTime.None)
            return TimeFormat.Iso8601;

        try
        {
            TimeFormat time = TimeForm.Read(form, field.Time);
            if (Format.CollapsesBlanks && form.AsSpan().ContainsAny(' ', '\t') && IsColumn(field))
                throw new FormatException($"Time form '{form}' has a blank, but blanks separate columns here; set a delimiter in place of Blank().");

            return time;
        }
        catch (FormatException mistake)
        {
            throw new ArgumentException($"Column '{field.Name}': {mistake.Message}", mistake);
        }
    }

    private bool IsColumn(DelimitedField field) => field.IsUsed && (List is null || List.FieldOf.Contains(Array.IndexOf(_fields, field)));
}
