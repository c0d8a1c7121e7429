using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Events;

/// <summary>Finds attributes by their metadata names.</summary>
internal static class Attributes
{
    public static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } type && type.ContainingType is null && type.ContainingNamespace.ToDisplayString() + "." + type.Name == name);

    /// <summary>The value of an attribute's only argument; null too where it has none or several.</summary>
    public static object? Argument(AttributeData? attribute) =>
        attribute is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Kind != TypedConstantKind.Array ? arguments[0].Value : null;

    /// <summary>Whether a type is one of those that this compiler emits.</summary>
    public static bool IsGenerated(ISymbol symbol) =>
        Find(symbol, "System.CodeDom.Compiler.GeneratedCodeAttribute") is { ConstructorArguments: { Length: 2 } arguments } && arguments[0].Value is GeneratedCode.Tool;
}
