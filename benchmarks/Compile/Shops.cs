using CompiledStreams.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CompiledStreams.CompileBenchmarks;

/// <summary>A project of many pipelines, each like the sample, in a file and a namespace of its own with its events.</summary>
internal static class Shops
{
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.CSharp14);

    public static CSharpCompilation Project(int count) => CSharpCompilation.Create(
        "Shops", Enumerable.Range(0, count).Select(i => CSharpSyntaxTree.ParseText(Text(i), Parse, $"Shop{i}.cs")), References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The project after an edit of its first file.</summary>
    public static CSharpCompilation Edited(CSharpCompilation project, string old, string replacement)
    {
        SyntaxTree tree = project.SyntaxTrees[0];
        return project.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.GetText().ToString().Replace(old, replacement, StringComparison.Ordinal))));
    }

    private static IEnumerable<MetadataReference> References() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
        .Concat([typeof(PipelineAttribute).Assembly.Location, typeof(LaneProgram).Assembly.Location])
        .Select(path => MetadataReference.CreateFromFile(path));

    private static string Text(int i) => $$"""
        using CompiledStreams;

        namespace Shop{{i}};

        [Event]
        public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double Amount);

        [Event]
        public readonly partial record struct Spending(int Customer, long Purchases, double Total, double Average);

        [Pipeline]
        public sealed partial class CustomerSpending
        {
            [Source] public partial Source<Purchase> Purchases { get; }

            [Filter] internal static bool IsPurchase(in Purchase p) => p.Amount > 0;

            [KeyBy] internal static int Customer(in Purchase p) => p.Customer;

            [Aggregate]
            internal partial struct Totals
            {
                private double total;
                private long count;

                public void Add(in Purchase p)
                {
                    total += p.Amount;
                    count++;
                }

                public readonly Spending Result(int customer) => new(customer, count, total, total / count);
            }

            [Sink] public partial Sink<Spending> Spendings { get; }
        }
        """;
}
