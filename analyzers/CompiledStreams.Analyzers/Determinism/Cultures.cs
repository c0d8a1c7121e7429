using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Calls that read the machine's culture without saying so.</summary>
internal static class Cultures
{
    private static readonly string[] s_comparisons = ["Compare", "CompareTo", "StartsWith", "EndsWith", "IndexOf", "LastIndexOf"];

    public static bool IsRead(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (NamesCulture(call))
            return false;

        if (IsFormatted(method.ContainingType))
            return method.Name is "ToString" or "Parse" or "TryParse" or "TryFormat" or "ParseExact" or "TryParseExact";

        if (method.ContainingType.SpecialType != SpecialType.System_String)
            return false;

        if (s_comparisons.Contains(method.Name))
            return method.Parameters.Any(p => p.Type.SpecialType == SpecialType.System_String);

        return method.Name is "ToUpper" or "ToLower" || method.Name == "Format" && call.Arguments.Any(HoldsFormatted);
    }

    /// <summary>Whether an interpolated text writes a value in the machine's culture.</summary>
    public static bool IsRead(IInterpolationOperation interpolation) =>
        interpolation.Expression.Type is { } type && IsFormatted(Underlying(type)) && !IsHandled(interpolation);

    private static bool IsHandled(IOperation interpolation)
    {
        // string.Create(CultureInfo.InvariantCulture, $"…") names a culture beside the text.
        for (IOperation? at = interpolation.Parent; at is not null; at = at.Parent)
        {
            if (at is IInvocationOperation call)
                return NamesCulture(call);
        }

        return false;
    }

    private static bool NamesCulture(IInvocationOperation call) => call.Arguments.Any(a =>
        a.ArgumentKind == ArgumentKind.Explicit && a.Value.Syntax.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.NullLiteralExpression) is false
        && a.Parameter?.Type.Name is "IFormatProvider" or "CultureInfo" or "StringComparison");

    private static bool HoldsFormatted(IArgumentOperation argument) => Operations.All(argument).Any(o => o.Type is { } type && IsFormatted(Underlying(type)));

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    // Whole numbers are left out: no culture in use writes them otherwise but for the sign of negative ones.
    private static bool IsFormatted(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime
        || type is { Name: "Half" or "DateTimeOffset" or "DateOnly" or "TimeOnly", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
