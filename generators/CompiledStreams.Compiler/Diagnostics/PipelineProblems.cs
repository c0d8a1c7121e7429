using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>What is wrong with a type, found by the stages that the generator runs: for the analyzer, which has the places.</summary>
internal static class PipelineProblems
{
    /// <summary>What is wrong with a class that bears the pipeline attribute.</summary>
    public static EquatableArray<Problem> Find(INamedTypeSymbol pipeline, Compilation compilation, CancellationToken cancellation) =>
        PipelineBinder.Bind(PipelineParser.Parse(pipeline, compilation, cancellation)).Problems;

    /// <summary>What is wrong with a struct that bears the state attribute.</summary>
    public static EquatableArray<Problem> FindInState(INamedTypeSymbol state, Compilation compilation, CancellationToken cancellation) =>
        SharedStateParser.Parse(state, compilation, cancellation).Problems;
}
