using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Bind;

/// <summary>Finds the stream that each input names, those that a straight line leaves out included.</summary>
internal sealed class InputResolver
{
    private readonly Binding _binding;
    private readonly Dictionary<string, OperatorModel> _operators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OperatorModel> _makers = new(StringComparer.Ordinal);
    private readonly string? _crooked;

    public InputResolver(Binding binding)
    {
        _binding = binding;
        foreach (OperatorModel model in binding.Pipeline.Operators)
        {
            if (_operators.ContainsKey(model.Name))
                continue;

            _operators.Add(model.Name, model);
            foreach (StreamModel output in model.Outputs)
                _makers[output.Name] = model;
        }

        _crooked = WhyNoStraightLine(binding.Pipeline);
    }

    /// <summary>The names of the streams that an operator reads; null for one that was reported.</summary>
    public IReadOnlyList<string?> Resolve(OperatorModel model) => [.. model.Inputs.Select(input => Resolve(model, input))];

    /// <summary>The operator that makes a stream.</summary>
    public OperatorModel Maker(string stream) => _makers[stream];

    private string? Resolve(OperatorModel model, string input)
    {
        if (input.Length == 0)
            return model is BrokenModel ? null : Implied(model);

        if (_makers.ContainsKey(input))
            return input;

        if (model is BrokenModel)
            return null;

        if (_operators.TryGetValue(input, out OperatorModel? other) && other is { Outputs.Count: > 1 } and not BrokenModel)
        {
            string outputs = string.Join(", ", other.Outputs.Select(o => $"\"{o.Name}\""));
            _binding.Report(PipelineRules.UnnamedOutput, model, Place.Attribute, Binding.Title(model), model.Name, input, outputs);
            return null;
        }

        // An operator whose shape is wrong was reported; its outputs' names may not be known.
        if (_operators.TryGetValue(input.Split('.')[0], out other) && other is BrokenModel)
            return null;

        string advice = other is SinkModel ? "read what that sink reads" : Closest(model, input) is { } name ? $"write {Written(name)}" : "name an operator of this pipeline";
        _binding.Report(PipelineRules.UnknownInput, model, Place.Attribute, Binding.Title(model), model.Name, input, advice);
        return null;
    }

    private string? Implied(OperatorModel model)
    {
        List<OperatorModel> order = [.. _binding.Pipeline.Operators];
        OperatorModel? previous = order.TakeWhile(o => o != model).LastOrDefault();
        if (_crooked is null && previous is { Outputs.Count: > 0 })
            return previous.Outputs[0].Name;

        // What else is wrong was reported, and the line may be straight once that is mended.
        if (order.Any(o => o is BrokenModel) || !order.Any(o => o is SourceModel))
            return null;

        string reason = _crooked ?? "nothing stands before it";
        OperatorModel? candidate = order.TakeWhile(o => o != model).LastOrDefault(o => o.Outputs.Count == 1) ?? order.FirstOrDefault(o => o is SourceModel);
        _binding.Report(
            PipelineRules.MissingInput, model, Place.Attribute, Binding.Title(model), model.Name, _binding.Pipeline.Type.Name, reason, Binding.Attribute(model), candidate?.Name ?? "Input");
        return null;
    }

    // A line that still lacks its sink is straight: that nobody reads its last operator is what is wrong.
    private static string? WhyNoStraightLine(PipelineModel pipeline)
    {
        int sources = pipeline.Operators.Count(o => o is SourceModel);
        int sinks = pipeline.Operators.Count(o => o is SinkModel);
        if (!pipeline.IsOneDeclaration)
            return "its members are in several declarations";
        if (sources != 1)
            return $"it has {sources} sources";
        if (sinks > 1)
            return $"it has {sinks} sinks";
        if (pipeline.Operators.FirstOrDefault(o => o is UnionModel) is { } union)
            return $"'{union.Name}' is a union";
        if (pipeline.Operators.FirstOrDefault(o => o.Outputs.Count > 1) is { } fork)
            return $"'{fork.Name}' has several outputs";
        if (pipeline.Operators[0] is not SourceModel)
            return $"'{pipeline.Operators[0].Name}' stands before the source";
        if (sinks == 1 && pipeline.Operators[pipeline.Operators.Count - 1] is not SinkModel)
            return $"'{pipeline.Operators[pipeline.Operators.Count - 1].Name}' stands behind the sink";

        return Branch(pipeline) is { } branch ? $"'{branch.Name}' reads '{branch.Inputs[0]}', which isn't the one before it" : null;
    }

    private static OperatorModel? Branch(PipelineModel pipeline)
    {
        for (int i = 1; i < pipeline.Operators.Count; i++)
        {
            string input = pipeline.Operators[i].Inputs.FirstOrDefault() ?? "";
            if (input.Length > 0 && input != pipeline.Operators[i - 1].Name)
                return pipeline.Operators[i];
        }

        return null;
    }

    private string Written(string stream) => stream.IndexOf('.') < 0 ? $"nameof({stream})" : $"\"{stream}\"";

    private string? Closest(OperatorModel model, string input) => _makers.Keys
        .Where(name => name != model.Name)
        .Select(name => (Name: name, Distance: Distance(name, input)))
        .Where(n => n.Distance <= Math.Max(2, input.Length / 3))
        .OrderBy(n => n.Distance)
        .ThenBy(n => n.Name, StringComparer.Ordinal)
        .Select(n => n.Name)
        .FirstOrDefault();

    // Levenshtein's distance, without case.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                int here = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + change);
                diagonal = row[j];
                row[j] = here;
            }
        }

        return row[right.Length];
    }
}
