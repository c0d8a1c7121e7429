using Microsoft.CodeAnalysis;

namespace CompiledStreams.Package.Tests.Snippets;

/// <summary>What <c>docs/contributing/documentation.md</c> says of every fenced block.</summary>
public class SnippetTests
{
    private static readonly string[] s_languages = ["csharp", "jsonl", "csv", "text", "sh", "json", "xml"];

    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_snippets_of_a_page_compile_and_print_what_the_page_says(string path)
    {
        Page page = Page.Read(path);
        string[] blocks = [.. page.With("csharp", "").Select(fence => fence.Text)];
        if (blocks.Length == 0)
            return;

        SnippetProgram program = new(blocks);
        Assert.DoesNotContain(program.Diagnostics(), found => found.Severity >= DiagnosticSeverity.Warning);

        string[] outputs = [.. page.Fences.Where(fence => fence.Argument == "output").Select(fence => fence.Text)];
        if (outputs.Length == 0)
            return;

        using TemporaryFolder folder = new();
        foreach (Fence file in page.Fences.Where(fence => fence.Argument.Contains('.', StringComparison.Ordinal)))
            File.WriteAllText(folder.File(file.Argument), file.Text);

        Assert.Equal(string.Concat(outputs), program.Run(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_wrong_snippet_reports_its_pages_diagnostic_and_a_right_one_none(string path)
    {
        Page page = Page.Read(path);
        foreach (Fence wrong in page.With("csharp", "wrong"))
        {
            IReadOnlyList<Diagnostic> found = new SnippetProgram([wrong.Text]).Diagnostics();
            Assert.True(found.Any(d => d.Id == page.Name), $"{path}, line {wrong.Line}: expected {page.Name}, found {string.Join("; ", found)}");
        }

        foreach (Fence right in page.With("csharp", "right"))
        {
            IReadOnlyList<Diagnostic> found = new SnippetProgram([right.Text]).Diagnostics();
            Assert.True(found.Count == 0, $"{path}, line {right.Line}: {string.Join("; ", found)}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_fence_says_how_it_is_checked(string path) => Assert.All(Page.Read(path).Fences, fence =>
    {
        Assert.Contains(fence.Language, s_languages);
        Assert.True(fence.Language != "csharp" || fence.Argument is "" or "wrong" or "right", $"{path}, line {fence.Line}: '{fence.Argument}' says nothing about C#");
    });
}
