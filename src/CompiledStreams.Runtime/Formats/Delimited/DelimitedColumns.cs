namespace CompiledStreams.Runtime;

/// <summary>Which column is which field.</summary>
internal sealed class DelimitedColumns
{
    /// <summary>A column that is passed over.</summary>
    public const int None = -1;

    private DelimitedColumns(DelimitedField[] fields, int[] fieldOf, bool checksAll)
    {
        FieldOf = fieldOf;
        Of = new int[fields.Length];
        Array.Fill(Of, None);
        for (int column = 0; column < fieldOf.Length; column++)
        {
            if (fieldOf[column] == None)
                continue;

            Of[fieldOf[column]] = column;
            if (checksAll || fields[fieldOf[column]].IsUsed)
                Needed = column + 1;
        }

        if (checksAll)
            Needed = fieldOf.Length;
    }

    /// <summary>The field in each column, or <see cref="None"/>.</summary>
    public int[] FieldOf { get; }

    /// <summary>The column of each field, or <see cref="None"/>.</summary>
    public int[] Of { get; }

    /// <summary>How many columns there are.</summary>
    public int Count => FieldOf.Length;

    /// <summary>How many columns a record must have: those up to the last one that is read.</summary>
    public int Needed { get; }

    /// <summary>Whether the needed columns are the event's first fields in their order, and every field that is read is among them: one that may be null may also lack a column.</summary>
    public bool AreInOrder(DelimitedField[] fields) =>
        FieldOf.Take(Needed).SequenceEqual(Enumerable.Range(0, fields.Length).Where(i => fields[i].Inexpressible is null).Take(Needed))
        && !fields.Where((field, i) => field.IsUsed && Of[i] == None).Any();

    /// <summary>The columns of a text that has neither header nor list: the event's fields, as many as delimited text can express.</summary>
    public static DelimitedColumns InOrder(DelimitedField[] fields, bool checksAll) =>
        new(fields, [.. Enumerable.Range(0, fields.Length).Where(i => fields[i].Inexpressible is null)], checksAll);

    /// <summary>The columns that a binding lists.</summary>
    public static DelimitedColumns Listed(DelimitedField[] fields, ColumnList list, bool checksAll) => new(fields, list.FieldOf, checksAll);

    /// <summary>The columns that a header names, or what is wrong with it.</summary>
    public static DelimitedColumns? Named(DelimitedField[] fields, string[] header, bool checksAll, out RecordError error)
    {
        int[] fieldOf = new int[header.Length];
        for (int column = 0; column < header.Length; column++)
        {
            if (header[column].Length > 0 && Array.IndexOf(header, header[column]) < column)
            {
                error = new RecordError(header[column], "is named twice by the header; give each column a name of its own, or list the columns at the binding with Columns(…)", 0);
                return null;
            }

            fieldOf[column] = Array.FindIndex(fields, f => f.Name == header[column] && f.Inexpressible is null);
        }

        DelimitedColumns columns = new(fields, fieldOf, checksAll);
        int missing = columns.Missing(fields);
        error = missing < 0 ? default : new RecordError(
            fields[missing].Name, $"has no column; the header names {Names(header)}: correct the header, give the field the column's name with [Field(\"…\")], or list the columns at the binding with Columns(…)", 0);
        return missing < 0 ? columns : null;
    }

    /// <summary>The first field that is read, can't be null and has no column; or -1.</summary>
    public int Missing(DelimitedField[] fields) =>
        Array.FindIndex(fields, f => f.IsUsed && !f.IsNullable && Of[Array.IndexOf(fields, f)] == None);

    private static string Names(string[] names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
