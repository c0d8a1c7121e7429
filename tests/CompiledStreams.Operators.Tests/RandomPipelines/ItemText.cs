using System.Globalization;
using System.Text;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>Random items and the records they are read from.</summary>
internal static class ItemText
{
    private static readonly string[] s_names = ["", "a", "b", "ab", "long enough to be no short name", "x,y", "say \"so\"", "tab\t", "c", "\\"];

    public static PlainItem[] Make(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(id => new PlainItem(id, random.Next(0, 6), random.Next(-50, 50), s_names[random.Next(s_names.Length)]))];

    /// <summary>JSON lines: most as they usually are, some with blanks, another order, a field too many, escapes or CRLF.</summary>
    public static byte[] JsonLines(IEnumerable<PlainItem> items, Random random)
    {
        StringBuilder text = new();
        foreach (PlainItem item in items)
        {
            string name = string.Concat(item.Name.Select(c => Escaped(c, random)));
            text.Append(random.Next(8) switch
            {
                0 => $$"""{ "name" : "{{name}}", "value": {{item.Value}} , "key":{{item.Key}},"id":{{item.Id}} }""",
                1 => $$$"""{"id":{{{item.Id}}},"more":{"of":[1,"}"]},"key":{{{item.Key}}},"value":{{{item.Value}}},"name":"{{{name}}}"}""",
                _ => $$"""{"id":{{item.Id}},"key":{{item.Key}},"value":{{item.Value}},"name":"{{name}}"}""",
            }).Append(random.Next(10) == 0 ? "\r\n" : "\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Delimited text with a header, quoted where it must be and now and then where it need not.</summary>
    public static byte[] Delimited(IEnumerable<PlainItem> items, Random random)
    {
        StringBuilder text = new("key,name,id,value\n");
        foreach (PlainItem item in items)
        {
            string name = item.Name.AsSpan().ContainsAny('"', ',') || random.Next(5) == 0 ? $"\"{item.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : item.Name;
            text.Append(CultureInfo.InvariantCulture, $"{item.Key},{name},{item.Id},{item.Value}").Append(random.Next(10) == 0 ? "\r\n" : "\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Escaped(char c, Random random) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        < ' ' => $"\\u{(int)c:x4}",
        _ when random.Next(12) == 0 => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
