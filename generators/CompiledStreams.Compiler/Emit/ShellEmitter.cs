using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes what a class with mistakes needs so that the user sees our error alone: its properties, and a run that throws.</summary>
internal static class ShellEmitter
{
    public static string? Emit(PipelineModel pipeline)
    {
        if (pipeline.Type.Extension == Extension.None)
            return null;

        bool isStatic = pipeline.Type.Extension == Extension.Members;
        string name = Literal.Of($"Pipeline '{pipeline.Type.FullName}' has mistakes: build with analyzers on");
        return EmittedFile.Text(
            pipeline.Type, pipeline.Shadowed, [$"{pipeline.Type.Name}, which has mistakes: build with analyzers on."], [], isStatic ? "" : "§IPipeline",
            writer =>
            {
                foreach (string part in pipeline.OtherParts)
                    writer.Line(part);

                if (isStatic)
                    return;

                writer.Lines($"""

                    §PipelineDescription §IPipeline.Description => throw new §InvalidOperationException({name});

                    §Task<§RunSummary> §IPipeline.RunAsync(§RunBindings bindings, §CancellationToken cancellationToken) =>
                        throw new §InvalidOperationException({name});
                    """);
            });
    }
}
