using System.Reflection;
using CompiledStreams.Runtime;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Emitted code compiles whatever users call their things, and wherever they put them.</summary>
public sealed class OddNameTests
{
    [Fact]
    public void Names_of_the_framework_may_mean_something_else() => Compiles("""
        namespace Odd.CompiledStreams;
        [Event] public readonly partial record struct Step(int Span, int @class);
        public class Exception; public class Task; public class LaneProgram; public class Math;
        [Pipeline]
        public sealed partial class EventBlock
        {
            [Source] public partial Source<Step> Lane { get; }
            [Filter] internal static bool Run(in Step s) => s.Span > 0;
            [Map] internal Step Locate(in Step s) => s;
            [KeyBy] internal static int States(in Step s) => s.@class;
            [Aggregate] internal partial struct KeyedState { int _at; public void Add(in Step s) => _at++; public readonly Step Result(in int _loop) => new(_at, _loop); }
            [Sink] public partial Sink<Step> Dispose { get; }
        }
        """.Replace("Source<", "global::CompiledStreams.Source<").Replace("Sink<", "global::CompiledStreams.Sink<")
        .Replace("[Event]", "[global::CompiledStreams.Event]").Replace("[Pipeline]", "[global::CompiledStreams.Pipeline]"));

    /// <summary>What every lane has from its base class.</summary>
    public static TheoryData<string> LaneMembers => [.. typeof(LaneProgram)
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member is not ConstructorInfo and not MethodInfo { IsSpecialName: true } and not FieldInfo { IsPrivate: true })
        .Select(member => member.Name)];

    [Theory]
    [MemberData(nameof(LaneMembers))]
    public void A_static_operator_may_be_called_as_a_member_of_the_lane(string name) => Compiles($$"""
        namespace Members;
        [Event] public readonly partial record struct Item(int Id);
        [Pipeline]
        public sealed partial class Filtered
        {
            [Source] public partial Source<Item> Items { get; }
            [Filter] internal static bool {{name}}(in Item i) => i.Id > 0;
            [Sink] public partial Sink<Item> Out { get; }
        }
        """);

    [Fact]
    public void Keywords_are_names() => Compiles("""
        namespace @namespace.@event;
        [Event] public readonly partial record struct Item(int @int, int value);
        [Pipeline]
        public sealed partial class @class
        {
            [Source] public partial Source<Item> @in { get; }
            [Filter] internal static bool @if(in Item @this) => @this.@int > 0;
            [KeyBy] internal static int @ref(in Item i) => i.value;
            [Aggregate] internal partial struct @struct { Utf8Text @string; int text, state; public void Add(in Item i) { @string = "a"; text++; state++; } public readonly Item Result() => new(text, @string.Length + state); }
            [Sink] public partial Sink<Item> @out { get; }
        }
        """);

    [Fact]
    public void A_pipeline_may_lie_in_the_global_namespace() => Compiles("""
        [Event] public readonly partial record struct Item(int Id);
        [Pipeline] internal partial class Copies { [Source] internal partial Source<Item> Items { get; } [Sink] internal partial Sink<Item> Out { get; } }
        """);

    [Fact]
    public void A_pipeline_may_lie_in_partial_types() => Compiles("""
        namespace Nested;
        [Event] public readonly partial record struct Item(int Id);
        public partial interface IAround { internal partial record struct Between { internal partial record Inner {
            [Pipeline] private protected partial class Copies { [Source] internal partial Source<Item> Items { get; } [Sink] protected internal partial Sink<Item> Out { get; } }
        } } }
        """);

    [Fact]
    public void A_pipeline_may_be_a_record_with_services() => Compiles("""
        namespace Services;
        public interface ILimits { int Limit { get; } }
        [Event] public readonly partial record struct Item(int Id);
        [Pipeline]
        public sealed partial class Limited(ILimits limits, int pipeline)
        {
            [Parameter] public int Limit { get; init; } = limits.Limit + pipeline;
            [Source] public partial Source<Item> Items { get; }
            [Filter] private bool IsSmall(Item context) => context.Id < Limit;
            [Sink] public partial Sink<Item> Small { get; }
        }
        """);

    [Fact]
    public void Parameters_may_have_any_type_and_name() => Compiles("""
        namespace Parameters;
        [Event] public readonly partial record struct Item(int Id);
        [Pipeline]
        public sealed partial class Limited
        {
            private enum Mode { One, Two }
            [Parameter] private Mode Kind { get; init; }
            [Parameter] private Mode? values { get; init; }
            [Parameter] public int @class { get; init; }
            [Parameter] public int? Lane { get; init; }
            [Parameter] public string? Text { get; init; }
            [Parameter] public required System.Uri Address { get; init; }
            [Parameter] public required double Share { get; init; }
            [Parameter] public int[] All { get; init; } = [];
            [Parameter] public (int, int) Pair { get; init; }
            [Parameter] public int Fixed { get; } = 1;
            [Parameter] public int Computed => Fixed + 1;
            [Parameter] public static int Shared { get; } = 1;
            internal void SetLane() { }
            [Source] public partial Source<Item> Items { get; }
            [Filter] internal bool IsSmall(in Item item) => item.Id < @class;
            [Sink] public partial Sink<Item> Small { get; }
        }
        """);

    private static void Compiles(string source)
    {
        GeneratorRun run = GeneratorRun.Unchecked(RunPipeline.Usings + source);
        Microsoft.CodeAnalysis.Diagnostic[] found = [.. run.Compilation.GetDiagnostics().Where(d =>
            d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)];
        Assert.True(found.Length == 0, string.Join("\n", found.Take(5)) + "\n" + found.FirstOrDefault()?.Location.SourceTree);
        Assert.Contains(run.Files, f => run[f].Contains("LaneProgram ", StringComparison.Ordinal));
    }
}
