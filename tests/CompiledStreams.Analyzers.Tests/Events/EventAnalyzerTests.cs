using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Tests.Events;

/// <summary>Where the mistakes that the parser of events finds are underlined; what they say is tested with the parser.</summary>
public sealed class EventAnalyzerTests
{
    [Theory]
    [InlineData("STREAM0110", "[Event] public record struct ⟦P⟧(int A);")]
    [InlineData("STREAM0111", "[Event] public partial record class ⟦P⟧(int A);")]
    [InlineData("STREAM0113", "class C { [Event] public partial record struct ⟦P⟧(int A); }")]
    [InlineData("STREAM0115", "[Event] public partial record struct ⟦P⟧;")]
    [InlineData("STREAM0120", "[Event] public partial record struct P(int B, ⟦int[]⟧ A);")]
    [InlineData("STREAM0120", "[Event] public partial struct P { public ⟦DateTime⟧ A { get; init; } }")]
    [InlineData("STREAM0120", "[Event] public partial struct P { public ⟦DateTime⟧ A; }")]
    [InlineData("STREAM0121", "[Event] public partial record struct P(int A, [Field(\"a\")] int ⟦B⟧);")]
    [InlineData("STREAM0122", "[Event] public partial record struct P([Time(⟦\"HH:mm\"⟧)] Timestamp A);")]
    [InlineData("STREAM0123", "[Event] public partial record struct P([⟦Time(TimeUnit.Seconds)⟧] int A);")]
    [InlineData("STREAM0124", "[Event] public partial struct P { public int ⟦A⟧ { set { } } }")]
    [InlineData("STREAM0124", "[Event] public partial record struct P(int A) { public required int ⟦B⟧ { get; init; } }")]
    [InlineData("STREAM0127", "[Event] public partial record struct P(int A) { [⟦Field(\"zz\")⟧] public int B { get; init; } }")]
    [InlineData("STREAM0130", "[Event] public partial record struct ⟦P⟧(int A); class PJsonDecoder;")]
    public async Task A_mistake_in_an_event_is_underlined_where_it_is(string id, string marked)
    {
        string source = marked.Replace("⟦", "").Replace("⟧", "");
        int start = marked.IndexOf('⟦');
        Diagnostic found = Assert.Single(await AnalyzerRun.Find(source));
        Assert.Equal(id, found.Id);
        Assert.Equal((start, marked.IndexOf('⟧') - start - 1), (found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task A_right_event_is_let_be() => await AnalyzerRun.ReportsNothing(
        "namespace Shop; public static partial class Web { [Event(Naming = Naming.SnakeCase)] internal readonly partial record struct Visit([Time(TimeUnit.Seconds)] Timestamp Time, Utf8Text Url, Kind Kind); internal enum Kind { A } }");

    [Fact]
    public async Task Partial_is_added_after_the_other_modifiers() => await FixRun.Fixes(
        EventRules.NotPartial,
        "[Event] public readonly record struct P(int A);",
        "[Event] public readonly partial record struct P(int A);");

    [Fact]
    public async Task Partial_is_added_where_there_is_no_modifier() => await FixRun.Fixes(
        EventRules.NotPartial,
        "[Event]\n// what it is\nrecord struct P(int A);",
        "[Event]\n// what it is\npartial record struct P(int A);");

    [Fact]
    public async Task Partial_is_added_to_the_types_around_too() => await FixRun.Fixes(
        EventRules.Parent,
        "static class Outer\n{\n    class C\n    {\n        [Event] public record struct P(int A);\n    }\n}",
        "static partial class Outer\n{\n    partial class C\n    {\n        [Event] public partial record struct P(int A);\n    }\n}");

    [Fact]
    public async Task All_of_a_file_become_partial_at_once() => await FixRun.FixesAll(
        EventRules.NotPartial,
        "[Event] public record struct P(int A);\n[Event] record struct Q(int A);",
        "[Event] public partial record struct P(int A);\n[Event] partial record struct Q(int A);");

    [Fact]
    public async Task A_generic_type_around_has_no_fix() => await FixRun.OffersNothing(
        EventRules.Parent,
        "partial class C<T> { [Event] public partial record struct P(int A); }");
}
