using System.Text;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Names the files of a compilation by the types that they extend.</summary>
/// <remarks>Holds only those types whose name is not enough, so that it stays equal when others come and go.</remarks>
internal sealed record FileNames
{
    private readonly EquatableArray<(string Name, string File)> _renamed;

    private FileNames(EquatableArray<(string Name, string File)> renamed) => _renamed = renamed;

    /// <summary>The name of a type's files, before their suffix.</summary>
    public string this[PipelineType type]
    {
        get
        {
            string name = Name(type);
            return _renamed.FirstOrDefault(r => r.Name == name).File ?? name;
        }
    }

    /// <summary>Gives each type files of its own: names of files that differ by case alone are the same to Roslyn and to some file systems.</summary>
    public static FileNames Of(IEnumerable<PipelineType> types)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<(string, string)> renamed = [];
        foreach (string name in types.Select(Name).Distinct().OrderBy(n => n, StringComparer.Ordinal))
        {
            string file = name;
            for (int i = 2; taken.Contains(file + PipelineEmitter.LoopSuffix) || taken.Contains(file + PipelineEmitter.StateSuffix); i++)
                file = name + "-" + i;

            taken.Add(file + PipelineEmitter.LoopSuffix);
            taken.Add(file + PipelineEmitter.StateSuffix);
            if (file != name)
                renamed.Add((name, file));
        }

        return new FileNames(renamed.ToEquatableArray());
    }

    // The full name, with the number of type parameters.
    private static string Name(PipelineType type)
    {
        StringBuilder name = new(type.FullName);
        foreach (TypeHead head in type.Nesting.Where(n => n.TypeParameters.Length > 0))
            name.Append('-').Append(head.Name).Append(head.TypeParameters.Count(c => c == ',') + 1);

        return name.ToString();
    }
}
