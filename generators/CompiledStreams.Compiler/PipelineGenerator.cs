using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Emit;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler;

/// <summary>Compiles every pipeline into loops. Mistakes are not reported here: an analyzer runs the same stages, with real places.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PipelineGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<PipelinePlan> plans = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Pipeline, static (_, _) => true, PipelineParser.Parse)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!).WithTrackingName(Steps.Parse)
            .Select(static (model, _) => PipelineBinder.Bind(model)).WithTrackingName(Steps.Bind)
            .Select(static (graph, _) => PipelinePlanner.Plan(graph)).WithTrackingName(Steps.Plan);
        context.RegisterSourceOutput(plans, static (output, plan) =>
        {
            foreach ((string suffix, string text) in PipelineEmitter.Emit(plan))
                output.AddSource(FileName.Of(plan.Pipeline.Type) + suffix, text);
        });

        IncrementalValuesProvider<SharedStateModel> states = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.State, static (_, _) => true, SharedStateParser.Parse)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!).WithTrackingName(Steps.State);
        context.RegisterSourceOutput(states, static (output, state) =>
        {
            if (state.HasSlot)
                output.AddSource(FileName.Of(state.Type) + ".State.g.cs", PipelineEmitter.Emit(state));
        });
    }
}
