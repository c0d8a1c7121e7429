using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Events;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler;

/// <summary>Emits the codecs of every event. Mistakes are not reported here: an analyzer parses again, with real places.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that parses.</summary>
    internal const string ParseStep = "Events.Parse";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<EventFile> events = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.Event, static (_, _) => true, static (found, cancellation) => found.TargetSymbol is INamedTypeSymbol type ? EventParser.Parse(type, cancellation).Model : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!).WithTrackingName(ParseStep)
            .Collect()
            .SelectMany(static (models, _) => EventFile.NameAll(models));

        context.RegisterSourceOutput(events, static (output, file) => output.AddSource(file.Name + ".Fields.g.cs", EmittedText.Of(FieldSetEmitter.Emit(file.Event))));
        context.RegisterSourceOutput(events, static (output, file) => output.AddSource(file.Name + ".Delimited.g.cs", EmittedText.Of(DelimitedEmitter.Emit(file.Event))));
        context.RegisterSourceOutput(events, static (output, file) => output.AddSource(file.Name + ".Json.g.cs", EmittedText.Of(JsonEmitter.Emit(file.Event))));
    }
}
