using System.Reflection;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Tests;

public sealed class PageTests
{
    private static readonly string[] s_written = ["CS9248"]; // the part of a partial property that the compiler writes

    public static TheoryData<string> Ids => RuleTests.Ids;

    // A defect of ours has no example.
    public static TheoryData<string> IdsWithExamples => [.. RuleTests.Ids.Select(row => row.Data).Where(id => id != DefectRules.NotChecked.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_page_has_the_form_of_its_kind(string id)
    {
        DiagnosticDescriptor rule = typeof(Problem).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public)).Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!).Single(r => r.Id == id);
        DiagnosticPage page = DiagnosticPage.Read(id);
        Assert.Equal($"# {id}: {rule.Title}", page.Heading);
        Assert.StartsWith(DiagnosticPage.Severity(rule) + ". ", page.Text.Split('\n')[2]);
        Assert.Contains("## To silence it", page.Text);
        Assert.Equal(rule.DefaultSeverity == DiagnosticSeverity.Error, page.Text.Contains("It can't be silenced", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(IdsWithExamples))]
    public async Task What_a_page_calls_wrong_is_reported_and_what_it_calls_right_is_not(string id)
    {
        DiagnosticPage page = DiagnosticPage.Read(id);
        Assert.NotNull(page.Wrong);
        Assert.NotNull(page.Right);
        Assert.Contains(id, (await AnalyzerRun.Find(page.Wrong)).Select(d => d.Id));
        await AnalyzerRun.ReportsNothing(page.Right);
        Assert.Empty(AnalyzerRun.Compile(page.Right).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error && !s_written.Contains(d.Id)).Select(d => d.ToString()));
    }
}
