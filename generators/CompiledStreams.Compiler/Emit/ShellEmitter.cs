using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes what a class with mistakes needs so that the user sees our error alone: its properties, and a run that throws.</summary>
internal static class ShellEmitter
{
    public static string? Emit(PipelineModel pipeline)
    {
        if (pipeline.Type.Extension != Extension.All)
            return null;

        string name = Literal.Of($"Pipeline '{pipeline.Type.FullName}' has mistakes: build with analyzers on");
        return EmittedFile.Text(
            pipeline.Type, pipeline.Shadowed, [$"{pipeline.Type.Name}, which has mistakes: build with analyzers on."], [], "§IPipeline",
            writer =>
            {
                foreach (PropertyModel property in pipeline.Properties)
                    writer.Line($"{property.Head} => default;");

                writer.Lines($"""

                    §PipelineDescription §IPipeline.Description => throw new §InvalidOperationException({name});

                    §Task<§RunSummary> §IPipeline.RunAsync(§RunBindings bindings, §CancellationToken cancellationToken) =>
                        throw new §InvalidOperationException({name});
                    """);
            });
    }
}
