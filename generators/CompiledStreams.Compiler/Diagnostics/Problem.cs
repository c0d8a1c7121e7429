using CompiledStreams.Compiler.Common;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>A mistake that a stage found. It names the member; the analyzer, which has the places, turns the name into one.</summary>
/// <param name="Rule">What is wrong.</param>
/// <param name="Member">The member's path in its type, such as <c>Totals.count</c>; empty for the type itself. Overloads are told apart by <paramref name="Ordinal"/>.</param>
/// <param name="Place">Which part of the member's declaration to underline.</param>
/// <param name="Args">The message's arguments.</param>
/// <param name="Ordinal">Which of the declarations of that name, in the order of the text.</param>
internal sealed record Problem(DiagnosticDescriptor Rule, string Member, Place Place, EquatableArray<string> Args, int Ordinal = 0)
{
    public static Problem At(DiagnosticDescriptor rule, string member, Place place, params string[] args) => new(rule, member, place, args.ToEquatableArray());
}

/// <summary>A part of a declaration.</summary>
internal enum Place
{
    /// <summary>Its name.</summary>
    Name,

    /// <summary>The attribute that makes it an operator.</summary>
    Attribute,

    /// <summary>Its type or return type.</summary>
    Type,

    /// <summary>Its parameter list.</summary>
    Parameters,
}
