using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses the class itself, and the types around it.</summary>
internal static class TypeParser
{
    public static PipelineType Parse(PipelineParse parse, Extension extension)
    {
        INamedTypeSymbol type = parse.Type;
        bool isGlobal = type.ContainingNamespace.IsGlobalNamespace;
        string name = string.Join(".", Around(type).Select(t => t.Name));
        return new PipelineType(
            isGlobal ? name : PlainName(type.ContainingNamespace) + "." + name,
            isGlobal ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
            Around(type).Select(PipelineParse.Head).ToEquatableArray(),
            extension);
    }

    /// <summary>Reports what is wrong with the class, and says what can be added to it nevertheless.</summary>
    public static Extension Check(PipelineParse parse)
    {
        INamedTypeSymbol type = parse.Type;
        string keyword = PipelineParse.Keyword(type);
        Extension extension = Extension.All;
        if (type.TypeKind != TypeKind.Class || !Around(type).All(PipelineParse.IsNamed))
        {
            // The C# compiler reports what has no name, and the attribute's targets make another kind of type its error too.
            parse.IsBroken = true;
            return Extension.None;
        }

        if (WrongClass(type) is { } wrong)
        {
            parse.Report(PipelineRules.WrongClass, "", Place.Name, type.Name, wrong);
            extension = type.IsFileLocal ? Extension.None : type.IsStatic ? Extension.Members : Extension.All;
        }

        if (!PipelineParse.IsPartial(type, parse.Cancellation))
        {
            parse.Report(PipelineRules.NotPartial, "", Place.Name, type.Name, keyword);
            extension = Extension.None;
        }

        foreach (INamedTypeSymbol around in Around(type))
        {
            if (!around.TypeParameters.IsEmpty)
                parse.Report(PipelineRules.Generic, "", Place.Name, type.Name, around.TypeParameters[0].Name);

            if (!SymbolEqualityComparer.Default.Equals(around, type) && !PipelineParse.IsPartial(around, parse.Cancellation))
            {
                parse.Report(PipelineRules.ParentNotPartial, "", Place.Name, type.Name, around.Name, PipelineParse.Keyword(around));
                extension = Extension.None;
            }
        }

        return extension;
    }

    private static string? WrongClass(INamedTypeSymbol type) => type switch
    {
        { IsFileLocal: true } => "local to its file",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        _ => null,
    };

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        Stack<INamedTypeSymbol> types = new();
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
            types.Push(around);

        return types;
    }

    private static string PlainName(INamespaceSymbol place) =>
        place.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None));
}
