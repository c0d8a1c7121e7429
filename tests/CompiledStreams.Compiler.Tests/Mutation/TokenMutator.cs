using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Tests.Mutation;

/// <summary>Deletes, swaps, duplicates and retypes tokens. Half of the retyped ones become one of their own kind, which often leaves right syntax with another meaning.</summary>
internal sealed class TokenMutator(IEnumerable<string> sources, Random random)
{
    private static readonly string[] s_names = ["string", "object", "float", "decimal", "ulong", "char", "dynamic", "var", "void", "Guid", "List", "Output", "Stream", "System", "value", "field", "record", "required"];
    private static readonly string[] s_modifiers = ["public", "private", "protected", "internal", "static", "partial", "readonly", "ref", "in", "out", "sealed", "abstract", "unsafe", "const", "async", "new", "file", "extern", "virtual", "params"];
    private static readonly string[] s_literals = ["null", "0", "-1", "1e400", "\"\"", "\"IsPurchase\"", "\"Alarms\"", "\"\\0\\u2028\\\"\"", "'x'", "true", "default", "\"yyyy\"", "\"a.b\""];

    private readonly string[] _all = [.. sources.SelectMany(Tokens).Select(t => t.Text).Distinct().Where(t => t.Length > 0)];

    private readonly string[] _names =
        [.. sources.SelectMany(Tokens).Where(IsName).Select(t => t.Text).Distinct(), .. s_names];

    public string Mutate(string source, int times)
    {
        List<string> tokens = [.. Tokens(source).Select(t => t.ToFullString())];
        for (int i = 0; i < times && tokens.Count > 2; i++)
            Mutate(tokens);

        return string.Concat(tokens);
    }

    private void Mutate(List<string> tokens)
    {
        int at = random.Next(tokens.Count);
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                int other = random.Next(2) == 0 ? random.Next(tokens.Count) : Math.Max(0, at - 1);
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 2:
                tokens.Insert(at, tokens[at]);
                break;
            case 3:
                tokens[at] = " " + Pick(_all) + " ";
                break;
            default:
                tokens[at] = " " + Pick(Like(SyntaxFactory.ParseToken(tokens[at]))) + " ";
                break;
        }
    }

    private string[] Like(SyntaxToken token) =>
        IsName(token) ? _names
        : token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.NumericLiteralToken) ? s_literals
        : SyntaxFacts.IsKeywordKind(token.Kind()) ? s_modifiers
        : _all;

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private static bool IsName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsPredefinedType(token.Kind());

    private static IEnumerable<SyntaxToken> Tokens(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens();
}
