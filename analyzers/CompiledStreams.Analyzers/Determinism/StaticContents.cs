using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Whether the contents of a readonly static can change during a run.</summary>
/// <remarks>A private table that its own type never changes after it is made is as good as a constant; what others can see, others can change.</remarks>
internal sealed class StaticContents
{
    private static readonly HashSet<string> s_changing = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "TryAdd", "AddOrUpdate", "GetOrAdd", "TryUpdate", "Insert", "InsertRange", "AddFirst", "AddLast", "AddBefore", "AddAfter",
        "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "TryRemove", "Clear",
        "Enqueue", "EnqueueRange", "EnqueueDequeue", "Dequeue", "DequeueEnqueue", "TryDequeue", "Push", "PushRange", "Pop", "TryPop", "TryTake", "Sort", "Reverse",
        "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "Append", "AppendLine", "AppendFormat", "AppendJoin", "Replace", "Set", "SetAll", "SetValue",
    };

    private readonly ConcurrentDictionary<ISymbol, bool> _canChange = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a method changes the collection that it is called on.</summary>
    public static bool Changes(IMethodSymbol method) => s_changing.Contains(method.Name) && IsMutable(method.ContainingType);

    public bool CanChange(ISymbol member, ITypeSymbol type, CancellationToken cancellation)
    {
        if (!IsMutable(type) || member.DeclaringSyntaxReferences.IsEmpty)
            return false;

        if (member.DeclaredAccessibility != Accessibility.Private)
            return true;

        return _canChange.GetOrAdd(member, m => m.ContainingType.DeclaringSyntaxReferences.Any(r => IsChangedIn(r.GetSyntax(cancellation), m.Name)));
    }

    private static bool IsMutable(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Array)
            return true;

        string? space = type.ContainingNamespace?.ToDisplayString();
        return space switch
        {
            "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.ObjectModel" =>
                !type.Name.StartsWith("IReadOnly", StringComparison.Ordinal) && !type.Name.StartsWith("ReadOnly", StringComparison.Ordinal)
                && type.Name is not ("IEnumerable" or "IEnumerator" or "IComparer" or "IEqualityComparer" or "Comparer" or "EqualityComparer" or "KeyValuePair"),
            "System.Text" => type.Name == "StringBuilder",
            _ => false,
        };
    }

    private static bool IsChangedIn(SyntaxNode type, string name)
    {
        foreach (SyntaxNode node in type.DescendantNodes())
        {
            if (node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name && IsChange(identifier) && !IsInStaticConstructor(node))
                return true;
        }

        return false;
    }

    private static bool IsInStaticConstructor(SyntaxNode node) =>
        node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor && constructor.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static bool IsChange(IdentifierNameSyntax identifier)
    {
        SyntaxNode at = identifier.Parent is MemberAccessExpressionSyntax access && access.Name == identifier ? access : identifier;
        while (at.Parent is ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or ParenthesizedExpressionSyntax)
            at = at.Parent;

        return at.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == at,
            PostfixUnaryExpressionSyntax => true,
            PrefixUnaryExpressionSyntax unary => unary.IsKind(SyntaxKind.PreIncrementExpression) || unary.IsKind(SyntaxKind.PreDecrementExpression),
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
            RefExpressionSyntax => true,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } call => s_changing.Contains(call.Name.Identifier.ValueText),
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax call } } =>
                s_changing.Contains(call.Name.Identifier.ValueText),
            _ => false,
        };
    }
}
