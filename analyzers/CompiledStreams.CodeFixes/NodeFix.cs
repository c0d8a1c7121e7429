using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledStreams.CodeFixes;

/// <summary>One edit of a file.</summary>
/// <param name="Title">What the editor offers.</param>
internal sealed record Edit(string Title, SyntaxNode Old, SyntaxNode New);

/// <summary>A fix that replaces one node of the file that has the diagnostic. All of a document, project or solution can be fixed at once.</summary>
public abstract class NodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Find(node, diagnostic) is { } edit)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(edit.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(edit.Old, edit.New))), GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>An argument of the diagnostic's message.</summary>
    private protected static string Argument(Diagnostic diagnostic, int index) =>
        diagnostic.Properties.TryGetValue(index.ToString(System.Globalization.CultureInfo.InvariantCulture), out string? text) ? text ?? "" : "";

    /// <summary>The edit for a diagnostic, or null where none is right.</summary>
    private protected abstract Edit? Find(SyntaxNode node, Diagnostic diagnostic);
}
