using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>Names of fields as strings, made once: records that are passed over name the same few fields. Names that are long, or come after the first 256, are made each time.</summary>
internal sealed class KnownNames
{
    private const int MostNames = 256;
    private const int MostBytes = 128;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public string Of(ReadOnlySpan<byte> name)
    {
        if (name.Length > MostBytes)
            return Encoding.UTF8.GetString(name);

        Span<char> chars = stackalloc char[MostBytes];
        ReadOnlySpan<char> text = chars[..Encoding.UTF8.GetChars(name, chars)];
        if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? known))
            return known;

        string made = text.ToString();
        if (_names.Count < MostNames)
            _names.Add(made);

        return made;
    }
}
