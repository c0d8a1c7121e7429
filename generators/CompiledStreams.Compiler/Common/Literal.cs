using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Common;

/// <summary>The only way in which a user's names and strings reach emitted code.</summary>
internal static class Literal
{
    /// <summary>A string as a C# literal, with its quotes.</summary>
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A string as a UTF-8 literal.</summary>
    public static string Utf8(string text) => Of(text) + "u8";

    /// <summary>A name as an identifier, with an @ where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A text that can stand in a line comment.</summary>
    public static string Comment(string text) => text.Replace('\r', ' ').Replace('\n', ' ').Replace('\u2028', ' ').Replace('\u2029', ' ').Replace('\u0085', ' ');
}
