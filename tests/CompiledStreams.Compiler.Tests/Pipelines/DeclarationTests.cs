using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>A build from the command line stops at errors of declarations, before analyzers run: the user must see ours, and where the other part of a class can be written the
/// C# compiler must have nothing to say.</summary>
public sealed class DeclarationTests
{
    private const string Order = "[Event] public readonly partial record struct Order(int Id);";
    private const string Source = "[Source] public partial Source<Order> In { get; }";
    private const string Sink = "[Sink] public partial Sink<Order> Out { get; }";

    [Theory]
    [InlineData("STREAM0101", "4:25", $"[Pipeline] public class P {{ {Source} {Sink} }}")]
    [InlineData("STREAM0102", "4:43", $"public class A {{ [Pipeline] partial class P {{ {Source} {Sink} }} }}")]
    [InlineData("STREAM0103", "4:33", $"[Pipeline] public partial class P<T> {{ {Source} {Sink} }}")]
    [InlineData("STREAM0104", "4:42", $"[Pipeline] public abstract partial class P {{ {Source} {Sink} }}")]
    [InlineData("STREAM0104", "4:40", $"[Pipeline] public static partial class P {{ {Source} {Sink} }}")]
    [InlineData("STREAM0104", "4:31", $"[Pipeline] file partial class P {{ {Source} {Sink} }}")]
    public void A_mistake_in_the_class_itself_is_reported_by_the_generator(string id, string place, string text)
    {
        Diagnostic found = Assert.Single(Run(text).Result.Diagnostics);
        FileLinePositionSpan lines = found.Location.GetLineSpan();
        Assert.Equal((id, DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Equal(("File0.cs", place), (lines.Path, $"{lines.StartLinePosition.Line + 1}:{lines.StartLinePosition.Character + 1}"));
    }

    [Theory]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial Source<Order> In {{ get; set; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial Source<Order> In {{ get; private init; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public required partial Source<Order> In {{ get; init; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public static partial Source<Order> In {{ get; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial ref Source<Order> In {{ get; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial ref readonly Source<Order> In {{ get; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial Source<Order> In => default; {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial Source<Order> In {{ get => default; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial Source<Order> In {{ get; }} public partial Source<Order> In => default; {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P {{ [Source] public partial List<string> In {{ get; }} {Sink} }}")]
    [InlineData($"[Pipeline] public partial class P<T> where T : struct {{ [Source] public partial Source<T> In {{ get; }} [Sink] public partial Sink<T> Out {{ get; }} }}")]
    [InlineData($"public partial class A<T> {{ [Pipeline] public partial class P {{ {Source} {Sink} }} }}")]
    [InlineData($"[Pipeline] public abstract partial class P {{ {Source} {Sink} }}")]
    [InlineData("[Pipeline] public static partial class P { [Source] public static partial Source<Order> In { get; } [Sink] public static partial Sink<Order> Out { get; } }")]
    public void What_can_have_its_other_part_leaves_the_compiler_nothing_to_say(string text) =>
        Assert.Empty(Run(text).Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));

    [Fact]
    public void A_right_pipeline_has_nothing_reported_by_the_generator() =>
        Assert.Empty(Run($"[Pipeline] public partial class P {{ {Source} {Sink} }}").Result.Diagnostics);

    private static GeneratorRun Run(string text) => GeneratorRun.Unchecked("using CompiledStreams;\nusing System.Collections.Generic;\n" + Order + "\n" + text);
}
