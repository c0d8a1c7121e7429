using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Finds the attributes that make a member an operator.</summary>
internal static class Operators
{
    private static readonly HashSet<string> s_names =
    [
        Names.Source, Names.Filter, Names.Map, Names.FlatMap, Names.KeyBy, Names.Aggregate, Names.Process, Names.Union, Names.Sink, Names.Parameter,
    ];

    public static bool Is(ISymbol member) => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Length > 0 && Of(member).Any();

    /// <summary>The operator attributes of a member.</summary>
    public static IEnumerable<AttributeData> Of(ISymbol member) => member.GetAttributes().Where(a => s_names.Contains(NameOf(a)));

    public static AttributeData? Find(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => NameOf(a) == name);

    /// <summary>Whether a declaration is the first that bears an attribute, where a half-typed type has it twice.</summary>
    public static bool IsFirst(INamedTypeSymbol type, string name, SyntaxNode target) =>
        Find(type, name)?.ApplicationSyntaxReference is not { } first || (first.SyntaxTree == target.SyntaxTree && target.FullSpan.Contains(first.Span));

    /// <summary>The full name of an attribute's class.</summary>
    public static string NameOf(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: Names.Namespace, ContainingNamespace.IsGlobalNamespace: true } } type
            ? Names.Namespace + "." + type.Name
            : "";

    /// <summary>The attribute's name as users write it, such as <c>KeyBy</c>.</summary>
    public static string WrittenName(AttributeData attribute)
    {
        string name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    public static string Text(this AttributeData attribute, int argument) =>
        attribute.ConstructorArguments.Length > argument && attribute.ConstructorArguments[argument] is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";

    public static IEnumerable<string> Texts(this AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } all
            ? all.Values.Select(v => v.Value as string ?? "")
            : [];

    public static int Number(this AttributeData attribute, string name, int unset)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Value is int value)
                return value;
        }

        return unset;
    }

    public static bool Flag(this AttributeData attribute, string name) =>
        attribute.NamedArguments.Any(a => a.Key == name && a.Value.Value is true);
}
