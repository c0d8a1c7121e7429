using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Gives out names that nothing else has: the wanted one, with a number where two would collide.</summary>
internal sealed class NameScope(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    public string Unique(string wanted)
    {
        string name = wanted;
        for (int number = 1; !_taken.Add(name); number++)
            name = wanted + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

        return Literal.Identifier(name);
    }

    /// <summary>A scope inside this one.</summary>
    public NameScope Nested() => new(_taken);

    /// <summary>A member's name as a local's: <c>Purchases</c> gives <c>purchases</c>, <c>Detect.raised</c> gives <c>detectRaised</c>.</summary>
    public static string Local(string member)
    {
        string joined = Joined(member);
        return char.ToLowerInvariant(joined[0]) + joined.Substring(1);
    }

    /// <summary>A stream's name as part of another: <c>Detect.raised</c> gives <c>DetectRaised</c>.</summary>
    public static string Joined(string stream) => string.Concat(stream.Split('.').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p.Substring(1)));

    /// <summary>A type's name as that of a value of it.</summary>
    public static string Value(string type)
    {
        string simple = new([.. type.Split('.').Last().TakeWhile(c => char.IsLetterOrDigit(c) || c == '_')]);
        return simple.Length == 0 || !char.IsLetter(simple[0]) ? "value" : Local(simple) is var local && local == simple ? local + "Value" : local;
    }
}
