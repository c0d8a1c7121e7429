using System.Collections;
using System.Reflection;
using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Which stages an edit runs again.</summary>
public sealed class EditTests
{
    private static readonly string s_source = RunPipeline.Usings + Sources.Aggregate;

    [Fact]
    public void A_comment_runs_nothing_again() => AssertRuns(s_source.Replace("[Filter]", "/* heavy */\n\n [Filter]"), again: false);

    [Fact]
    public void A_body_that_reads_the_same_fields_runs_nothing_again() => AssertRuns(s_source.Replace("n.Weight > 0", "n.Weight + 1 > 1"), again: false);

    [Fact]
    public void A_field_read_anew_runs_all_again() => AssertRuns(
        s_source.Replace("n.Weight > 0", "n.Value > 0"), again: true);

    [Fact]
    public void A_field_of_state_runs_all_again() => AssertRuns(s_source.Replace("private int _count;", "private int _count, _more;"), again: true);

    [Fact]
    public void No_model_reaches_a_symbol()
    {
        CSharpCompilation compilation = GeneratorRun.Compile(RunPipeline.Usings + Sources.Text, RunPipeline.Usings + Sources.Union);
        foreach (string name in (string[])["TextPipeline.Visits", "UnionPipeline.Merged"])
        {
            PipelineModel model = PipelineParser.Parse(compilation.GetTypeByMetadataName(name)!, compilation, CancellationToken.None);
            PipelineGraph graph = PipelineBinder.Bind(model);
            Walk(PipelinePlanner.Plan(graph), [], name);
            Walk(graph, [], name);
        }
    }

    [Fact]
    public void Stages_give_equal_results_for_equal_text()
    {
        PipelinePlan first = PlanOf(RunPipeline.Usings + Sources.Text, "TextPipeline.Visits");
        PipelinePlan second = PlanOf(RunPipeline.Usings + "\n\n" + Sources.Text, "TextPipeline.Visits");
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    private static PipelinePlan PlanOf(string source, string name)
    {
        CSharpCompilation compilation = GeneratorRun.Compile(source);
        return PipelinePlanner.Plan(PipelineBinder.Bind(PipelineParser.Parse(compilation.GetTypeByMetadataName(name)!, compilation, CancellationToken.None)));
    }

    private static void AssertRuns(string edited, bool again)
    {
        Assert.NotEqual(s_source, edited);
        CSharpCompilation compilation = GeneratorRun.Compile(s_source);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(edited))));
        GeneratorRunResult result = driver.GetRunResult().Results.Single(r => r.Generator.GetGeneratorType() == typeof(PipelineGenerator));

        foreach (string step in (string[])[Steps.Parse, Steps.Bind, Steps.Plan])
            Assert.Equal(again ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, Reason(result, step));
        Assert.All(result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs), o => Assert.Equal(again, o.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
    }

    private static IncrementalStepRunReason Reason(GeneratorRunResult result, string step) => result.TrackedSteps[step].Single().Outputs.Single().Reason;

    // Every field of every object, through arrays and records.
    private static void Walk(object? value, HashSet<object> seen, string path)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or SemanticModel or SyntaxReference, path + " reaches " + value.GetType());
        if (value is Array items)
        {
            foreach (object? item in (IEnumerable)items)
                Walk(item, seen, path + "[]");
            return;
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), seen, path + "." + field.Name);
        }
    }
}
