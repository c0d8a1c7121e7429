using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses a parameter of the pipeline; it is no operator of the graph.</summary>
internal static class ParameterParser
{
    public static OperatorModel? Parse(PipelineParse parse, IPropertySymbol property)
    {
        if (property.SetMethod is { IsInitOnly: false })
            parse.Report(PipelineRules.ParameterNotFixed, property.Name, Place.Name, property.Name, "has a 'set' accessor, so that it could change during a run");
        else if (property.GetMethod is null)
            parse.Report(PipelineRules.ParameterNotFixed, property.Name, Place.Name, property.Name, "has no 'get' accessor, so that nobody can read it");

        return null;
    }

    /// <summary>What is needed to set the parameter from a text; null where the C# compiler reports something of it.</summary>
    public static PipelineParameterModel? Model(PipelineParse parse, IPropertySymbol property)
    {
        if (property.Name.Length == 0 || property.Parameters.Length > 0 || property.Type.TypeKind == TypeKind.Error)
            return null;

        ITypeSymbol type = property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : property.Type;
        ParameterReading reading = property.SetMethod is null || property.IsStatic ? ParameterReading.NoSetter : ReadingOf(type);
        return new PipelineParameterModel(
            property.Name, parse.Scope.Ref(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)), parse.Scope.Ref(property.Type).Code, reading, property.IsRequired);
    }

    private static ParameterReading ReadingOf(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return ParameterReading.Enum;

        return type.AllInterfaces.Any(i => IsParsable(i) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type)) ? ParameterReading.Parsed : ParameterReading.NoText;
    }

    private static bool IsParsable(INamedTypeSymbol type) =>
        type is { Name: "IParsable", Arity: 1, ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
