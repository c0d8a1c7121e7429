using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Emit;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler;

/// <summary>Compiles every pipeline into loops, and reports what is wrong with a class itself; an analyzer, which runs the same stages, reports every other mistake while the
/// user types.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PipelineGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedPipeline> pipelines = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Pipeline, static (_, _) => true, PipelineParser.Parse)
            .Where(static pipeline => pipeline is not null)
            .Select(static (pipeline, _) => pipeline!);
        IncrementalValuesProvider<PipelinePlan> plans = pipelines
            .Select(static (pipeline, _) => pipeline.Model).WithTrackingName(Steps.Parse)
            .Select(static (model, _) => PipelineBinder.Bind(model)).WithTrackingName(Steps.Bind)
            .Select(static (graph, _) => PipelinePlanner.Plan(graph)).WithTrackingName(Steps.Plan);
        IncrementalValuesProvider<SharedStateModel> states = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.State, static (_, _) => true, SharedStateParser.Parse)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!).WithTrackingName(Steps.State);

        IncrementalValueProvider<FileNames> names = plans.Select(static (plan, _) => plan.Pipeline.Type).Collect()
            .Combine(states.Select(static (state, _) => state.Type).Collect())
            .Select(static (types, _) => FileNames.Of([.. types.Left, .. types.Right]));
        context.RegisterSourceOutput(pipelines.SelectMany(static (pipeline, _) => pipeline.OfClass), static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));
        context.RegisterSourceOutput(plans.Combine(names), static (output, named) =>
        {
            (PipelinePlan plan, FileNames files) = named;
            foreach ((string suffix, string text) in PipelineEmitter.Emit(plan))
                output.AddSource(files[plan.Pipeline.Type] + suffix, EmittedText.Of(text));
        });
        context.RegisterSourceOutput(states.Combine(names), static (output, named) =>
        {
            (SharedStateModel state, FileNames files) = named;
            if (state.IsEmitted)
                output.AddSource(files[state.Type] + PipelineEmitter.StateSuffix, EmittedText.Of(PipelineEmitter.Emit(state)));
        });
    }
}
