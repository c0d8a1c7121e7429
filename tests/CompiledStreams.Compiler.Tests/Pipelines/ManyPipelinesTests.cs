using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>How much of a large project an edit of one file runs again: counted, since times say little on a shared machine.</summary>
public sealed class ManyPipelinesTests
{
    private const int Count = 30;
    private const string Filter = "[Filter] internal static bool IsBig(in Item i) => i.Id > 0;";

    [Fact]
    public void An_operator_removed_plans_and_emits_one_pipeline_again() => Assert.Equal((1, 1, 1, 1), Edit(text => text.Replace(Filter, "")));

    [Fact]
    public void A_body_edited_plans_and_emits_nothing_again() => Assert.Equal((0, 0, 0, 0), Edit(text => text.Replace("i.Id > 0", "i.Id > 1")));

    [Fact]
    public void A_pipeline_renamed_emits_that_one() => Assert.Equal((1, 1, 1, 1), Edit(text => text.Replace("class Copies", "class Renamed")));

    [Fact]
    public void A_pipeline_that_takes_anothers_file_name_emits_all_that_are_named_by_it() =>
        Assert.Equal((1, 1, 1, Count), Edit(text => text.Replace("namespace Shop0", "namespace SHOP1").Replace("class Copies", "class COPIES")));

    // Modified outputs of parse, bind and plan, and files that were emitted.
    private static (int Parsed, int Bound, int Planned, int Emitted) Edit(Func<string, string> edit)
    {
        CSharpCompilation project = GeneratorRun.Compile([.. Enumerable.Range(0, Count).Select(Text)]);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(project);
        SyntaxTree tree = project.SyntaxTrees[0];
        string edited = edit(tree.GetText().ToString());
        Assert.NotEqual(tree.GetText().ToString(), edited);
        driver = driver.RunGenerators(project.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(edited))));
        GeneratorRunResult result = driver.GetRunResult().Results.Single(r => r.Generator.GetGeneratorType() == typeof(PipelineGenerator));
        Assert.Null(result.Exception);
        return (Changed(result.TrackedSteps[Steps.Parse]), Changed(result.TrackedSteps[Steps.Bind]), Changed(result.TrackedSteps[Steps.Plan]), Changed(result.TrackedOutputSteps.SelectMany(s => s.Value)));
    }

    private static int Changed(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.Count(s => s.Outputs.Any(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified));

    private static string Text(int i) => $$"""
        using CompiledStreams;
        namespace Shop{{i}};
        [Event] public readonly partial record struct Item(int Id);
        [Pipeline] public sealed partial class Copies
        {
            [Source] public partial Source<Item> Items { get; }
            {{Filter}}
            [Sink] public partial Sink<Item> Out { get; }
        }
        """;
}
