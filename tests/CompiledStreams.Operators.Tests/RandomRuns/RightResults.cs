using System.Text;
using CompiledStreams.Operators.Tests.RandomPipelines;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Compares what a pipeline gave with the obvious evaluation.</summary>
/// <remarks>Between sources no order is promised. Where probes noted the order in which items came, and it keeps that of each source, the evaluation takes them in the same order and
/// everything must be equal. Where there are none, each source's events must come in order; of state that took in several sources, only which events led to a result,
/// and not even that where a process chooses what it emits by such state.</remarks>
internal sealed class RightResults(RandomPipeline pipeline, IReadOnlyList<SourceInput> inputs, string how)
{
    private const int Ids = 1_000_000;

    private readonly Graph _graph = pipeline.Graph;

    /// <summary>The first id of a source's events.</summary>
    public static int FirstId(int source) => source * Ids;

    /// <param name="lines">What each sink gave, in the form of <see cref="OutputText"/>.</param>
    /// <param name="order">The ids that the probes noted.</param>
    public void Check(IReadOnlyDictionary<string, List<string>> lines, IReadOnlyList<int> order)
    {
        IReadOnlyDictionary<int, List<PlainItem>> evaluation = GraphEvaluation.Of(_graph, pipeline.HasProbes ? InOrder(order) : inputs.SelectMany((input, node) => input.Items.Select(item => (node, item))));
        foreach (int sink in _graph.Sinks)
            CheckSink(sink, [.. evaluation[sink].Select(item => item.ToString())], lines[$"N{sink}"]);

        foreach (int node in _graph.Sources.Where(node => pipeline.Fronts[node].HasRawSink))
            AreEqual([.. inputs[node].Raw], lines[$"R{node}"], $"sink R{node}");
    }

    private IEnumerable<(int Source, PlainItem Item)> InOrder(IReadOnlyList<int> order)
    {
        for (int node = 0; node < inputs.Count; node++)
            AreEqual([.. inputs[node].Items.Select(item => $"{item.Id}")], [.. order.Where(id => id / Ids == node).Select(id => $"{id}")], $"what comes to N{node}");

        Dictionary<int, PlainItem> items = inputs.SelectMany(input => input.Items).ToDictionary(item => item.Id);
        return order.Select(id => (id / Ids, items[id]));
    }

    private void CheckSink(int sink, List<string> expected, List<string> given)
    {
        bool isAsGiven = pipeline.HasProbes || inputs.Count == 1;
        if (_graph.IsChosenByPlanOrder(sink) || (!isAsGiven && _graph.IsChosenBySeveralSources(sink)))
            return;

        foreach (IGrouping<int, string> one in isAsGiven ? expected.GroupBy(_ => 0) : expected.GroupBy(SourceOf))
        {
            IEnumerable<string> here = isAsGiven ? given : given.Where(line => SourceOf(line) == one.Key);
            bool isByEvent = _graph.IsInPlanOrder(sink) || (!isAsGiven && _graph.HasStateOfSeveralSources(sink));
            AreEqual(isByEvent ? [.. one.Select(IdOf)] : [.. one], isByEvent ? [.. here.Select(IdOf)] : [.. here], $"sink N{sink}{(isAsGiven ? "" : $", of source {one.Key}")}");
        }

        if (!_graph.HasStateOfPlanOrder(sink) && (isAsGiven || !_graph.HasStateOfSeveralSources(sink)))
            AreEqual([.. expected.Order(StringComparer.Ordinal)], [.. given.Order(StringComparer.Ordinal)], $"sink N{sink}, sorted");

        Assert.True(expected.Count == given.Count, $"{Where($"sink N{sink}")}: {expected.Count} expected, {given.Count} given.\n{pipeline.Text()}");
    }

    private void AreEqual(List<string> expected, List<string> given, string what)
    {
        if (expected.SequenceEqual(given))
            return;

        int at = expected.Zip(given).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"""
            {Where(what)}: {expected.Count} expected, {given.Count} given; the first difference is at {at}.
            Expected: {string.Join(" | ", expected.Skip(at).Take(3))}
            Given:    {string.Join(" | ", given.Skip(at).Take(3))}
            {pipeline.Text()}
            {string.Join('\n', inputs.Select(input => Around(input, given.Concat(expected).ElementAtOrDefault(at) ?? "")))}
            """);
    }

    // The input where the event of the first difference stands, or its beginning.
    private static string Around(SourceInput input, string line)
    {
        string text = Encoding.UTF8.GetString(input.Bytes), id = new([.. line.TakeWhile(char.IsAsciiDigit)]);
        int at = Enumerable.Range(0, text.Length).FirstOrDefault(i => id.Length > 0 && string.CompareOrdinal(text, i, id, 0, id.Length) == 0 && !IsDigit(text, i - 1) && !IsDigit(text, i + id.Length));
        int start = Math.Max(0, at - 600);
        return $"{input.Format.Kind}, from byte {start}:\n{text.AsSpan(start, Math.Min(1600, text.Length - start))}";
    }

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);

    private string Where(string what) => $"RANDOM_PIPELINES_SEED={pipeline.Seed}, {string.Join(" and ", inputs.Select(input => $"{input.Events.Count} events of {input.Format.Kind}"))}, {how}, {what}";

    private static string IdOf(string line) => line[..line.IndexOf(',', StringComparison.Ordinal)];

    private static int SourceOf(string line) => int.Parse(IdOf(line), System.Globalization.CultureInfo.InvariantCulture) / Ids;
}
