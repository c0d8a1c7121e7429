using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Looks for operators in base classes. A pipeline is the operators of its own class: those of another would have no place in the order of its text.</summary>
internal static class BaseClassParser
{
    public static void Check(PipelineParse parse)
    {
        for (INamedTypeSymbol? type = parse.Type.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().FirstOrDefault(m => Operators.Of(m).Any()) is not { } member)
                continue;

            parse.Report(PipelineRules.InheritedOperator, "", Place.Name, parse.Type.Name, Operators.WrittenName(Operators.Of(member).First()), member.Name, type.Name);
            return;
        }
    }
}
