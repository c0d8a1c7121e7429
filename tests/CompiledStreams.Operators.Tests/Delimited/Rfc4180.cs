using System.Text;

namespace CompiledStreams.Operators.Tests.Delimited;

/// <summary>The obvious reader: a character at a time, strings and lists.</summary>
internal static class Rfc4180
{
    public static List<List<string>> Read(string text, char delimiter = ',')
    {
        List<List<string>> rows = [];
        List<string> row = [];
        StringBuilder field = new();
        bool isQuoted = false;
        bool wasQuoted = false;

        void EndField()
        {
            row.Add(field.ToString());
            field.Clear();
            wasQuoted = false;
        }

        void EndRow()
        {
            bool isEmpty = row.Count == 0 && field.Length == 0 && !wasQuoted;
            if (!isEmpty)
            {
                EndField();
                rows.Add(row);
                row = [];
            }
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else
                    isQuoted = false;
            }
            else if (c == '"' && field.Length == 0 && !wasQuoted)
                isQuoted = wasQuoted = true;
            else if (c == delimiter)
                EndField();
            else if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                continue;
            else if (c == '\n')
                EndRow();
            else
                field.Append(c);
        }

        EndRow();
        return rows;
    }
}
