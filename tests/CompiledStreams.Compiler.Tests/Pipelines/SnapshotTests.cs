namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>The emitted text of the smallest pipeline that has each operator, beside the tests.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string, string> Pipelines => new()
    {
        { "FilterPipeline.Evens.g.cs", Sources.Filter },
        { "MapPipeline.Scaled.g.cs", Sources.Map },
        { "FlatMapPipeline.Repeats.g.cs", Sources.FlatMap },
        { "OutputsPipeline.Split.g.cs", Sources.Outputs },
        { "AggregatePipeline.Sums.g.cs", Sources.Aggregate },
        { "WholeStreamPipeline.Running.g.cs", Sources.WholeStream },
        { "ProcessPipeline.Records.g.cs", Sources.Process },
        { "RemovalPipeline.Paths.g.cs", Sources.Removal },
        { "TwoAggregatesPipeline.Sums.g.cs", Sources.TwoAggregates },
        { "UnionPipeline.Merged.g.cs", Sources.Union },
        { "MeetingPipeline.Meets.g.cs", Sources.Meeting },
        { "TextPipeline.Visits.g.cs", Sources.Text },
        { "TextPipeline.Visits.State.g.cs", Sources.Text },
        { "TextPipeline.Inner.State.g.cs", Sources.Text },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Emitted_text_is_as_checked_in(string file, string source) => Snapshot.Matches(GeneratorRun.Of(RunPipeline.Usings + source), file);
}
