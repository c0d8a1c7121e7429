using System.Text;

namespace CompiledStreams.Compiler.Common;

/// <summary>The types of the framework and of the runtime that emitted pipelines name. Emitters write <c>§Step</c>; the mark goes, or becomes the namespace
/// where the short name means something else in the user's class.</summary>
internal static class FrameworkNames
{
    public const char Mark = '§';

    private const string Runtime = "CompiledStreams.Runtime";

    /// <summary>Where a name stands.</summary>
    internal sealed record Place(string Namespace, int Arity = 0)
    {
        /// <summary>Whether the name is itself that of a namespace at the root.</summary>
        public bool IsRoot => Namespace.Length == 0;
    }

    /// <summary>The namespaces that emitted files use.</summary>
    public static IReadOnlyList<string> Usings { get; } =
        ["System", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks", "CompiledStreams", Runtime];

    public static IReadOnlyDictionary<string, Place> All { get; } = new Dictionary<string, Place>(StringComparer.Ordinal)
    {
        ["System"] = new(""),
        ["CompiledStreams"] = new(""),
        ["Exception"] = new("System"),
        ["Func"] = new("System", 1),
        ["InvalidOperationException"] = new("System"),
        ["Math"] = new("System"),
        ["ReadOnlySpan"] = new("System", 1),
        ["Span"] = new("System", 1),
        ["IReadOnlyList"] = new("System.Collections.Generic", 1),
        ["CancellationToken"] = new("System.Threading"),
        ["Task"] = new("System.Threading.Tasks", 1),
        ["Changes"] = new("CompiledStreams"),
        ["Formats"] = new("CompiledStreams"),
        ["IParametrized"] = new("CompiledStreams"),
        ["IPipeline"] = new("CompiledStreams"),
        ["Output"] = new("CompiledStreams", 1),
        ["OutputBuffer"] = new("CompiledStreams", 1),
        ["ParameterValues"] = new("CompiledStreams"),
        ["PipelineDescription"] = new("CompiledStreams"),
        ["RunBindings"] = new("CompiledStreams"),
        ["RunSummary"] = new("CompiledStreams"),
        ["SinkDescription"] = new("CompiledStreams"),
        ["SourceDescription"] = new("CompiledStreams"),
        ["StateAfter"] = new("CompiledStreams"),
        ["Utf8Text"] = new("CompiledStreams"),
        ["Validate"] = new("CompiledStreams"),
        ["ICompiledPipeline"] = new(Runtime),
        ["IKeyCodec"] = new(Runtime, 2),
        ["IKeyLayout"] = new(Runtime, 2),
        ["IStateCodec"] = new(Runtime, 1),
        ["EventBlock"] = new(Runtime, 1),
        ["KeyedEvent"] = new(Runtime, 1),
        ["KeyedCheckpoint"] = new(Runtime, 4),
        ["KeyedOperatorState"] = new(Runtime, 5),
        ["KeyedState"] = new(Runtime, 4),
        ["KeyHash"] = new(Runtime),
        ["LaneContext"] = new(Runtime),
        ["LaneProgram"] = new(Runtime),
        ["OperatorCheckpoint"] = new(Runtime),
        ["OperatorFailure"] = new(Runtime),
        ["OperatorState"] = new(Runtime),
        ["PipelineRunner"] = new(Runtime),
        ["ScalarKey"] = new(Runtime, 1),
        ["SchemaOf"] = new(Runtime, 1),
        ["SinkWriter"] = new(Runtime, 1),
        ["SourceReader"] = new(Runtime),
        ["StateReader"] = new(Runtime),
        ["StateWriter"] = new(Runtime),
        ["Step"] = new(Runtime),
        ["StreamCheckpoint"] = new(Runtime, 1),
        ["StreamOperatorState"] = new(Runtime, 1),
        ["StringKey"] = new(Runtime),
        ["TextArena"] = new(Runtime),
        ["TextKey"] = new(Runtime),
        ["TextRef"] = new(Runtime),
    };

    /// <summary>Turns marked names into names that bind.</summary>
    public static string Resolve(string text, IEnumerable<string> shadowed)
    {
        HashSet<string> full = new(shadowed, StringComparer.Ordinal);
        StringBuilder result = new(text.Length);
        for (int at = 0; at < text.Length;)
        {
            int mark = text.IndexOf(Mark, at);
            if (mark < 0)
                return result.Append(text, at, text.Length - at).ToString();

            int end = mark + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                end++;

            string name = text.Substring(mark + 1, end - mark - 1);
            result.Append(text, at, mark - at).Append(full.Contains(name) ? FullName(name) : name);
            at = end;
        }

        return result.ToString();
    }

    private static string FullName(string name) => All[name] is { IsRoot: false } place ? $"global::{place.Namespace}.{name}" : "global::" + name;
}
