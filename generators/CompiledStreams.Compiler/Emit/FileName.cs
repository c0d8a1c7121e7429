using System.Text;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Names files by the types that they extend.</summary>
internal static class FileName
{
    /// <summary>The full name of the type, with the number of its type parameters.</summary>
    public static string Of(PipelineType type)
    {
        StringBuilder name = new(type.FullName);
        foreach (TypeHead head in type.Nesting.Where(n => n.TypeParameters.Length > 0))
            name.Append('-').Append(head.Name).Append(head.TypeParameters.Count(c => c == ',') + 1);

        return name.ToString();
    }
}
