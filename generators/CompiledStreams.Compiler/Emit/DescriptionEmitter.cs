using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes what a pipeline says of itself, and how it is run.</summary>
internal static class DescriptionEmitter
{
    private static readonly string[] s_formats = ["", "JsonLines", "Delimited", "All"];
    private static readonly string[] s_validate = ["Structure", "Used", "All"];

    public static void Emit(SourceWriter writer, PipelinePlan plan, LaneNames names)
    {
        writer.Line($"private static readonly §PipelineDescription {names.Description} = new(");
        using (writer.Indented())
        {
            writer.Line(Literal.Of(plan.Pipeline.Type.FullName) + ",");
            writer.Line($"[{string.Join(", ", plan.Sources.Select(s => $"new({Literal.Of(s.Model.Name)}, typeof({s.Model.Event.Code}), §Formats.{s_formats[s.Model.Formats]}, §Validate.{s_validate[s.Model.Validate]})"))}],");
            writer.Line($"[{string.Join(", ", plan.Sinks.Select(s => $"new({Literal.Of(s.Model.Name)}, typeof({s.Model.Event.Code}), §Changes.{(s.Changes == ChangeKind.Upsert ? "Upsert" : "Append")})"))}],");
            for (int i = 0; i < plan.Text.Count; i++)
                writer.Line(Literal.Of(plan.Text[i] + (i + 1 < plan.Text.Count ? "\n" : "")) + (i + 1 < plan.Text.Count ? " +" : ");"));
        }

        writer.Lines($"""

            §PipelineDescription §IPipeline.Description => {names.Description};

            §Task<§RunSummary> §IPipeline.RunAsync(§RunBindings bindings, §CancellationToken cancellationToken) =>
                §PipelineRunner.RunAsync(this, bindings, cancellationToken);

            §LaneProgram §ICompiledPipeline.CreateLane(§LaneContext context) => new {names.Lane}(this, context);

            """);
    }
}
