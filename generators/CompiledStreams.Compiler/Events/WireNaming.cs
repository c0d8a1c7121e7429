using System.Text;

namespace CompiledStreams.Compiler.Events;

/// <summary>Turns a field's name into its name on the wire.</summary>
internal static class WireNaming
{
    /// <summary>Spells a name by a member of <c>Naming</c>, given as its number.</summary>
    public static string Spell(string name, int naming) => naming switch
    {
        1 => name,
        2 => Words(name, '_'),
        3 => Words(name, '-'),
        _ => Camel(name),
    };

    // URLValue is urlValue: the capitals at the start are lowered, but for the one that begins the next word.
    private static string Camel(string name)
    {
        char[] letters = name.ToCharArray();
        for (int i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
                break;

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }

    // A word begins at a capital after a small letter or digit, and at the last of several capitals before a small letter.
    private static string Words(string name, char separator)
    {
        StringBuilder words = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (begins)
                words.Append(separator);

            words.Append(char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
