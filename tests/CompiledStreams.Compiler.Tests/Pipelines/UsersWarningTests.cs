using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Emitted code has no warning that comes from what users wrote: where they treat warnings as errors they could do nothing about it.</summary>
public sealed class UsersWarningTests
{
    private const string Rest = """
        [Event] public readonly partial record struct Sum(int Id, int Count);
        [Pipeline]
        public sealed partial class P
        {
            [Source] public partial Source<Order> Orders { get; }
            MARK [Filter] public static bool IsBig(in Order o) => o.Id > 0;
            MARK [Map] public static Order Same(in Order o) => o;
            MARK [FlatMap] public static void Twice(in Order o, Output<Order> output) => output.Emit(o);
            MARK [KeyBy] public static int Key(in Order o) => o.Id;
            MARK [Aggregate] public partial struct Total { Utf8Text _name; int _n; MARK public void Add(in Order o) { _name = o.Name; _n++; } MARK public readonly Sum Result(int key) => new(key, _n); }
            [Sink] public partial Sink<Sum> Sums { get; }
        }
        """;

    private const string Order = "[Event] public readonly partial record struct Order(int Id, Utf8Text Name, Kind Kind);\npublic enum Kind { A, B }\n";

    [Theory]
    [InlineData("[System.Obsolete]")]
    [InlineData("[System.Obsolete(\"Old.\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP1\")]")]
    public void Operators_may_be_marked(string mark) => EmittedIsQuiet("namespace Shop;\n" + Order + Rest.Replace("MARK", mark));

    [Theory]
    [InlineData("[System.Obsolete]")]
    [InlineData("[System.Obsolete(\"Old.\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP1\")]")]
    public void Types_and_fields_may_be_marked(string mark) => EmittedIsQuiet("namespace Shop;\n" + $$"""
        {{mark}} [Event] public readonly partial record struct Order(int Id, Utf8Text Name, Kind Kind) { {{mark}} public Kind Kind { get; init; } = Kind; }
        {{mark}} public enum Kind { {{mark}} A, B }
        {{Rest.Replace("MARK", "")}}
        """);

    [Fact]
    public void A_type_around_may_be_marked() => EmittedIsQuiet("""
        namespace Shop;
        [System.Diagnostics.CodeAnalysis.Experimental("SHOP1")] public static partial class Parts { [Event] public readonly partial record struct Item(int Id); }
        [Event] public readonly partial record struct Order(int Id, Parts.Item Item);
        [Pipeline]
        public sealed partial class P
        {
            [Source] public partial Source<Parts.Item> Items { get; }
            [Sink] public partial Sink<Parts.Item> Out { get; }
        }
        """);

    [Fact]
    public void A_key_may_be_marked() => EmittedIsQuiet("""
        namespace Shop;
        [System.Diagnostics.CodeAnalysis.Experimental("SHOP1")] public readonly record struct Id(int Value);
        [Event] public readonly partial record struct Item(int Id);
        [Event] public readonly partial record struct Sum(int Count);
        [Pipeline]
        public sealed partial class P
        {
            [Source] public partial Source<Item> Items { get; }
            [KeyBy] public static Id Key(in Item i) => new(i.Id);
            [Aggregate] public partial struct Total { int _n; public void Add(in Item i) => _n++; public readonly Sum Result() => new(_n); }
            [Sink] public partial Sink<Sum> Out { get; }
        }
        """);

    [Fact]
    public void An_assembly_may_promise_to_suit_all_languages() =>
        EmittedIsQuiet("[assembly: System.CLSCompliant(true)]\nnamespace Shop;\n" + Order + Rest.Replace("MARK", ""));

    [Fact]
    public void An_assembly_may_be_documented() => EmittedIsQuiet("namespace Shop;\n" + Order + Rest.Replace("MARK", ""));

    [Fact]
    public void A_pipeline_may_be_in_lower_case_and_inherit() => EmittedIsQuiet("""
        namespace Shop;
        [Event] public readonly partial record struct item(int id);
        public class around { public class Lane; public void RunItems() { } public int Description => 0; public static int Keys, States, Fields, itemsFields; }
        [Pipeline]
        public sealed partial class copies : around
        {
            [Source] public partial Source<item> items { get; }
            [KeyBy] public static int key(in item i) => i.id;
            [Aggregate] public partial struct total { Utf8Text _s; int _n; public void Add(in item i) { _s = default; _n++; } public readonly item Result() => new(_n); }
            [Sink] public partial Sink<item> result { get; }
        }
        """);

    [Fact]
    public void Text_may_be_declared_without_saying_whether_it_is_null() => EmittedIsQuiet("""
        namespace Shop;
        #nullable disable
        [Event] public readonly partial record struct Item(string Id, Utf8Text? Text);
        [Pipeline]
        public sealed partial class P
        {
            [Source] public partial Source<Item> Items { get; }
            [KeyBy] public static string Key(in Item i) => i.Id;
            [Aggregate] public partial struct Total { string _s; Utf8Text? _t; public void Add(in Item i) { _s = i.Id; _t = i.Text; } public readonly Item Result(string key) => new(_s, _t); }
            [Sink] public partial Sink<Item> Out { get; }
        }
        """);

    private static void EmittedIsQuiet(string source)
    {
        CSharpParseOptions parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        GeneratorRun run = GeneratorRun.Unchecked(RunPipeline.Usings + source);
        IEnumerable<SyntaxTree> trees = run.Compilation.SyntaxTrees.Except(run.Result.GeneratedTrees, EqualityComparer<SyntaxTree>.Create((a, b) => a!.FilePath == b!.FilePath, t => t.FilePath.GetHashCode(StringComparison.Ordinal))).Concat(run.Result.GeneratedTrees);
        Diagnostic[] found = [.. run.Compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(trees.Select(t => CSharpSyntaxTree.ParseText(t.GetText(), parse, t.FilePath)))
            .GetDiagnostics()
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true)];
        Assert.True(found.Length == 0, string.Join("\n", found.Select(d => $"{d.Id} {d.GetMessage()} at {d.Location.SourceTree!.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}").Distinct().Take(12)));
        Assert.NotEmpty(run.Files);
    }
}
