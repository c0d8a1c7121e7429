using System.Reflection;
using System.Text.RegularExpressions;
using CompiledStreams.CodeFixes;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CompiledStreams.Analyzers.Tests;

public sealed class RuleTests
{
    private static readonly DiagnosticDescriptor[] s_rules =
    [
        .. typeof(Problem).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)
            .OrderBy(r => r.Id, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids => [.. s_rules.Select(r => r.Id)];

    [Fact]
    public void Ids_are_ours_and_unique()
    {
        Assert.NotEmpty(s_rules);
        Assert.All(s_rules, r => Assert.Matches("^STREAM0[0-6][0-9]{2}$", r.Id));
        Assert.Equal(s_rules.Length, s_rules.Select(r => r.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_message_says_the_fact_and_after_a_semicolon_the_fix(string id)
    {
        DiagnosticDescriptor rule = s_rules.Single(r => r.Id == id);
        string message = rule.MessageFormat.ToString(null);
        Assert.False(message.EndsWith('.'), message);
        Assert.DoesNotContain('\n', message);
        Assert.Contains("{0}", message);
        // Where the fix depends on the case, the last argument brings the semicolon and the fix.
        Assert.True(message.Contains(';') || Regex.IsMatch(message, @"\{\d\}$"), message);
        Assert.False(rule.Title.ToString(null).EndsWith('.'));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Errors_cannot_be_configured_and_warnings_can(string id)
    {
        DiagnosticDescriptor rule = s_rules.Single(r => r.Id == id);
        Assert.Equal(rule.DefaultSeverity == DiagnosticSeverity.Error, rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        Assert.True(rule.IsEnabledByDefault);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_is_listed_in_a_release(string id)
    {
        DiagnosticDescriptor rule = s_rules.Single(r => r.Id == id);
        string[] lines = [.. Repository.ReadLines("generators", "CompiledStreams.Compiler", "AnalyzerReleases.Unshipped.md"), .. Repository.ReadLines("generators", "CompiledStreams.Compiler", "AnalyzerReleases.Shipped.md")];
        Assert.Single(lines, $"{id} | CompiledStreams | {rule.DefaultSeverity} | {rule.Title}");
    }

    [Fact]
    public void Every_listed_rule_exists() => Assert.All(
        Repository.ReadLines("generators", "CompiledStreams.Compiler", "AnalyzerReleases.Unshipped.md").Where(l => l.StartsWith("STREAM", StringComparison.Ordinal)),
        line => Assert.Contains(line[..10], s_rules.Select(r => r.Id)));

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() => Assert.Equal(
        s_rules.Select(r => r.Id),
        Directory.GetFiles(Repository.Diagnostics, "STREAM*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void The_index_lists_every_rule_with_its_severity_and_title() => Assert.Equal(
        s_rules.Select(r => $"| [{r.Id}]({r.Id}.md) | {DiagnosticPage.Severity(r)} | {r.Title} |"),
        Repository.ReadLines("docs", "diagnostics", "README.md").Where(l => l.StartsWith("| [", StringComparison.Ordinal)));

    [Fact]
    public void Every_rule_is_reported_by_an_analyzer_or_by_the_generator_alone() => Assert.Equal(
        s_rules.Select(r => r.Id),
        AnalyzerRun.Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(r => r.Id).Distinct()
            .Concat(s_rules.Where(PipelineRules.IsOfClass).Select(r => r.Id)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_fix_is_for_a_rule_and_can_fix_all()
    {
        foreach (Type type in typeof(NodeFix).Assembly.GetTypes().Where(t => t.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false)))
        {
            var fix = (CodeFixProvider)Activator.CreateInstance(type)!;
            Assert.NotEmpty(fix.FixableDiagnosticIds);
            Assert.All(fix.FixableDiagnosticIds, id => Assert.Contains(id, s_rules.Select(r => r.Id)));
            Assert.NotNull(fix.GetFixAllProvider());
        }
    }
}
