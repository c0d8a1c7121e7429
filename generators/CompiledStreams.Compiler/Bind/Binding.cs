using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Parse;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Bind;

/// <summary>What the binders of one pipeline's operators share.</summary>
internal sealed class Binding(PipelineModel pipeline)
{
    private readonly List<Problem> _problems = [.. pipeline.Problems];

    public PipelineModel Pipeline => pipeline;

    public IReadOnlyList<Problem> Problems => _problems;

    public void Report(DiagnosticDescriptor rule, OperatorModel at, Place place, params string[] args) => _problems.Add(Problem.At(rule, at.Name, place, args));

    /// <summary>Reports an operator that takes another type than its input has.</summary>
    public void CheckType(OperatorModel model, TypeRef takes, Edge input)
    {
        if (!takes.Differs(input.Type))
            return;

        bool isPort = model is SinkModel or UnionModel;
        Report(
            PipelineRules.WrongInputType, model, isPort ? Place.Type : Place.Parameters,
            Title(model), model.Name, takes.Name, input.Name, input.Type.Name, Retyped(model, input.Type) + Elsewhere(model, takes, input, isPort));
    }

    /// <summary>The type of what an operator hands on as it is: not known where it took another than its input has, for either may be meant.</summary>
    public static TypeRef Passed(TypeRef takes, Edge input) => takes.Differs(input.Type) ? TypeRef.Unknown : takes;

    private static string Retyped(OperatorModel model, TypeRef type) => model switch
    {
        SinkModel => $"write 'Sink<{type.Name}>'",
        UnionModel => $"write 'Stream<{type.Name}>'",
        _ => $"take 'in {type.Name}'",
    };

    /// <summary>Where what is taken can be had, for an operator whose type is right and whose input is wrong.</summary>
    private string Elsewhere(OperatorModel model, TypeRef takes, Edge input, bool isPort)
    {
        StreamModel? other = pipeline.Operators.SelectMany(o => o.Outputs).FirstOrDefault(s => s.Type.FullName == takes.FullName && s.Name != model.Name && s.Name.IndexOf('.') < 0);
        if (other is not null && model is not UnionModel)
            return $", or {(isPort ? "" : "write ")}`[{Attribute(model)}(nameof({other.Name}))]`";

        return isPort ? $", or put a map from '{input.Type.Name}' to '{takes.Name}' before it" : "";
    }

    /// <summary>Reports an operator that can't tell a new value from a new fact.</summary>
    public void CheckIsAppend(OperatorModel model, Edge input)
    {
        if (input.Changes == ChangeKind.Upsert)
            Report(PipelineRules.NotForUpserts, model, Place.Name, Title(model), model.Name, input.Name, input.Origin);
    }

    /// <summary>The kind at the start of a sentence.</summary>
    public static string Title(OperatorModel model) => char.ToUpperInvariant(model.Kind[0]) + model.Kind.Substring(1);

    /// <summary>The attribute's name.</summary>
    public static string Attribute(OperatorModel model) => model switch
    {
        FlatMapModel => "FlatMap",
        KeyByModel => "KeyBy",
        _ => Title(model),
    };

    public static string Words(ChangeKind changes) => changes == ChangeKind.Upsert ? "upserts" : "appends";
}
