using System.Globalization;
using System.Text;
using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Events;

/// <summary>A field's key as it is written in JSON.</summary>
internal static class JsonNames
{
    /// <summary>What stands before a field's value: brace or comma, the key, the colon.</summary>
    public static string Key(string wireName, bool isFirst) => $"{(isFirst ? '{' : ',')}\"{Escape(wireName)}\":";

    /// <summary>The length of a text in UTF-8.</summary>
    public static int Length(string text) => Encoding.UTF8.GetByteCount(text);

    private static string Escape(string name)
    {
        StringBuilder escaped = new();
        foreach (char c in name)
        {
            if (c is '"' or '\\')
                escaped.Append('\\').Append(c);
            else if (c < ' ')
                escaped.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
