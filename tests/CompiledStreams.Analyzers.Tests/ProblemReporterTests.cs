using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Tests;

public sealed class ProblemReporterTests
{
    private const string Source = """
        [Pipeline]
        public sealed partial class Shop
        {
            [Source] public partial Source<Purchase> Purchases { get; }
            [Filter(nameof(Purchases))] internal static bool IsLarge(in Purchase p) => true;
            [Union(nameof(Purchases), "IsLagre")] public partial Stream<Purchase> All { get; }
            [Obsolete, Filter] internal static int IsLarge(Spending other) => 1;
            [Aggregate] internal partial struct Totals { double total, most; public void Add(in Purchase p) { } }
        }
        """;

    [Theory]
    [InlineData("", nameof(Place.Name), "Shop")]
    [InlineData("", nameof(Place.Attribute), "Pipeline")]
    [InlineData("", nameof(Place.Type), "Shop")]
    [InlineData("Purchases", nameof(Place.Name), "Purchases")]
    [InlineData("Purchases", nameof(Place.Attribute), "Source")]
    [InlineData("Purchases", nameof(Place.Type), "Source<Purchase>")]
    [InlineData("Purchases", nameof(Place.Parameters), "Purchases")]
    [InlineData("IsLarge", nameof(Place.Parameters), "(in Purchase p)")]
    [InlineData("IsLarge", nameof(Place.Type), "bool")]
    [InlineData("IsLarge", nameof(Place.Attribute), "Filter(nameof(Purchases))")]
    [InlineData("IsLarge.p", nameof(Place.Name), "p")]
    [InlineData("IsLarge.p", nameof(Place.Type), "Purchase")]
    [InlineData("Totals", nameof(Place.Attribute), "Aggregate")]
    [InlineData("Totals.most", nameof(Place.Name), "most")]
    [InlineData("Totals.most", nameof(Place.Type), "double")]
    [InlineData("Totals.Add", nameof(Place.Parameters), "(in Purchase p)")]
    [InlineData("Totals.most.inner", nameof(Place.Name), "most")]
    [InlineData("Nowhere", nameof(Place.Name), "Shop")]
    public void A_problem_is_placed_at_its_part_of_the_declaration(string member, string place, string underlined) =>
        Assert.Equal(underlined, Underlined(Problem.At(DefectRules.NotChecked, member, Enum.Parse<Place>(place), "a", "b")));

    [Theory]
    [InlineData("IsLagre", "\"IsLagre\"")]
    [InlineData("Purchases", "nameof(Purchases)")]
    [InlineData("Other", "Union(nameof(Purchases), \"IsLagre\")")]
    public void A_problem_with_an_input_is_placed_at_the_argument_that_names_it(string input, string underlined) =>
        Assert.Equal(underlined, Underlined(Problem.At(DefectRules.NotChecked, "All", Place.Attribute, "All", input)));

    [Fact]
    public void Overloads_are_told_apart_by_their_order()
    {
        Assert.Equal("(Spending other)", Underlined(Problem.At(DefectRules.NotChecked, "IsLarge", Place.Parameters, "a", "b") with { Ordinal = 1 }));
        Assert.Equal("Filter", Underlined(Problem.At(DefectRules.NotChecked, "IsLarge", Place.Attribute, "a", "b") with { Ordinal = 1 }));
    }

    [Fact]
    public void Of_several_parts_the_marked_one_is_taken_and_emitted_ones_are_not()
    {
        Compilation compilation = AnalyzerRun.Compile("partial class Shop { }", Source)
            .AddSyntaxTrees(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("partial class Shop { int Purchases; }", AnalyzerRun.ParseOptions, "A.g.cs", cancellationToken: TestContext.Current.CancellationToken));
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Shop")!;
        Assert.Equal("File2.cs", ProblemReporter.ToDiagnostic(Problem.At(DefectRules.NotChecked, "", Place.Name, "a", "b"), type, TestContext.Current.CancellationToken).Location.SourceTree!.FilePath);
        Assert.Equal("File2.cs", ProblemReporter.ToDiagnostic(Problem.At(DefectRules.NotChecked, "Purchases", Place.Type, "a", "b"), type, TestContext.Current.CancellationToken).Location.SourceTree!.FilePath);
    }

    private static string Underlined(Problem problem)
    {
        INamedTypeSymbol type = AnalyzerRun.Compile(Source).GetTypeByMetadataName("Shop")!;
        Location place = ProblemReporter.ToDiagnostic(problem, type, TestContext.Current.CancellationToken).Location;
        return place.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(place.SourceSpan);
    }
}
