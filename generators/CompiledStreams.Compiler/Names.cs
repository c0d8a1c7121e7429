namespace CompiledStreams.Compiler;

/// <summary>The metadata names by which the compiler knows what users write.</summary>
internal static class Names
{
    public const string Namespace = "CompiledStreams";
    public const string Pipeline = "CompiledStreams.PipelineAttribute";
    public const string Event = "CompiledStreams.EventAttribute";
    public const string State = "CompiledStreams.StateAttribute";
    public const string Field = "CompiledStreams.FieldAttribute";
    public const string Time = "CompiledStreams.TimeAttribute";
    public const string Source = "CompiledStreams.SourceAttribute";
    public const string Filter = "CompiledStreams.FilterAttribute";
    public const string Map = "CompiledStreams.MapAttribute";
    public const string FlatMap = "CompiledStreams.FlatMapAttribute";
    public const string KeyBy = "CompiledStreams.KeyByAttribute";
    public const string Process = "CompiledStreams.ProcessAttribute";
    public const string Aggregate = "CompiledStreams.AggregateAttribute";
    public const string Union = "CompiledStreams.UnionAttribute";
    public const string Sink = "CompiledStreams.SinkAttribute";
    public const string Parameter = "CompiledStreams.ParameterAttribute";
    public const string SourceType = "CompiledStreams.Source`1";
    public const string SinkType = "CompiledStreams.Sink`1";
    public const string StreamType = "CompiledStreams.Stream`1";
    public const string OutputType = "CompiledStreams.Output`1";
    public const string StateAfter = "CompiledStreams.StateAfter";
    public const string Utf8Text = "CompiledStreams.Utf8Text";
    public const string Timestamp = "CompiledStreams.Timestamp";
}
