using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Turns a plan into C#: one file for the loops, one for what state and keys need.</summary>
internal static class PipelineEmitter
{
    /// <summary>What follows the type's name in the file of its loops.</summary>
    public const string LoopSuffix = ".g.cs";

    /// <summary>What follows the type's name in the file of its keys and state.</summary>
    public const string StateSuffix = ".State.g.cs";

    /// <summary>The files of a pipeline by what follows its name.</summary>
    public static IEnumerable<(string Suffix, string Text)> Emit(PipelinePlan plan)
    {
        if (!plan.IsRight)
        {
            if (ShellEmitter.Emit(plan.Pipeline) is { } shell)
                yield return (LoopSuffix, shell);

            yield break;
        }

        LaneNames names = new(plan);
        yield return (LoopSuffix, Loops(plan, names));
        if (States(plan, names) is { } states)
            yield return (StateSuffix, states);
    }

    /// <summary>The file of a state that several pipelines share.</summary>
    public static string Emit(SharedStateModel shared) => EmittedFile.Text(
        shared.Type, shared.Shadowed, [$"{shared.Type.Name}: how it is kept."], [], StateEmitter.Bases(shared.State), writer => StateEmitter.Emit(writer, shared.State));

    private static string Loops(PipelinePlan plan, LaneNames names)
    {
        PipelineType type = plan.Pipeline.Type;
        IEnumerable<string> remarks = new[] { "<remarks>The plan:", "<code>" }.Concat(plan.Text.Select(Xml.Text)).Concat(["</code></remarks>"]);
        return EmittedFile.Text(type, plan.Pipeline.Shadowed, [$"{type.Name}: the loops for one lane."], remarks, Bases(plan), writer =>
        {
            PortEmitter.EmitProperties(writer, plan, names);
            DescriptionEmitter.Emit(writer, plan, names);
            ParameterEmitter.Emit(writer, plan, names);
            foreach (SourcePlan source in plan.Sources)
                PortEmitter.EmitFields(writer, names, source);

            new LaneEmitter(writer, plan, names).Emit();
        });
    }

    private static string Bases(PipelinePlan plan) => plan.Pipeline.Parameters.Count > 0 ? "§ICompiledPipeline, §IParametrized" : "§ICompiledPipeline";

    private static string? States(PipelinePlan plan, LaneNames names)
    {
        List<KeyByModel> layouts = [.. plan.Pipeline.Operators.OfType<KeyByModel>().Where(k => k.Key.Form == KeyForm.Record && plan.States.Any(a => a.Key?.Operator == k.Name))];
        if (layouts.Count == 0 && plan.Pipeline.States.Count == 0)
            return null;

        PipelineType type = plan.Pipeline.Type;
        return EmittedFile.Text(type, plan.Pipeline.Shadowed, [$"{type.Name}: how its keys and state are kept."], [], "", writer =>
        {
            foreach (KeyByModel layout in layouts)
                KeyLayoutEmitter.Emit(writer, names.KeyLayout(layout.Name), layout.Key);

            foreach (StateModel state in plan.Pipeline.States)
            {
                using (writer.Braces(state.Head.Text + (StateEmitter.Bases(state) is { Length: > 0 } bases ? " : " + bases : "")))
                    StateEmitter.Emit(writer, state);

                writer.Line();
            }
        });
    }
}
