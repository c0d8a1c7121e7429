namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Every type has files of its own, whatever the others are called.</summary>
public sealed class FileNameTests
{
    private const string Item = "[Event] public readonly partial record struct Item(int Id);\n";

    private const string Copies = "{ [Source] public partial Source<Item> Items { get; } MORE [Sink] public partial Sink<Item> Out { get; } }\n";

    [Fact]
    public void Pipelines_whose_names_differ_by_case_alone_have_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of(
            "global using CompiledStreams; namespace Shop;\n" + Item, "namespace Shop; [Pipeline] public sealed partial class Copies " + Copies.Replace("MORE", ""),
            "namespace Shop; [Pipeline] public sealed partial class COPIES " + Copies.Replace("MORE", ""));
        Assert.Contains("partial class COPIES", run["Shop.COPIES.g.cs"], StringComparison.Ordinal);
        Assert.Contains("partial class Copies", run["Shop.Copies-2.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_and_a_pipeline_whose_names_differ_by_case_alone_have_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            global using CompiledStreams;
            namespace Shop;
            {{Item}}
            [State] public partial struct TOTALS { Utf8Text _last; int _n; public void Add(in Item i) { _last = default; _n++; } public readonly Item Result() => new(_last.IsEmpty ? _n : 0); }
            [Pipeline] public sealed partial class Totals
            {
                [Source] public partial Source<Item> Items { get; }
                [KeyBy] internal static int Key(in Item i) => i.Id;
                [Aggregate] public partial TOTALS Counts { get; }
                [Sink] public partial Sink<Item> Out { get; }
            }
            """);
        Assert.Contains("StateSlot", run["Shop.TOTALS.State.g.cs"], StringComparison.Ordinal);
        Assert.Contains("partial class Totals", run["Shop.Totals-2.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_named_as_the_file_of_anothers_state_has_a_file_of_its_own()
    {
        const string State = "[KeyBy] internal static int Key(in Item i) => i.Id; [Aggregate] internal partial struct Total { Utf8Text _s; public void Add(in Item i) => _s = default; public readonly Item Result() => new(_s.Length); }";
        GeneratorRun run = GeneratorRun.Of(
            "global using CompiledStreams; namespace Shop;\n" + Item + "[Pipeline] public sealed partial class Outer "
            + Copies.Replace("MORE", State + " [Pipeline] public sealed partial class State " + Copies.Replace("MORE", "")));
        Assert.Contains("partial struct Total", run["Shop.Outer.State.g.cs"], StringComparison.Ordinal);
        Assert.Contains("partial class State", run["Shop.Outer.State-2.g.cs"], StringComparison.Ordinal);
    }
}
