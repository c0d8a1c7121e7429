namespace CompiledStreams.Compiler.Tests.Checked;

/// <summary>All that is emitted for the sample, and for a pipeline with every operator, is checked in, so that it is read in review.</summary>
public sealed class CheckedCodeTests
{
    [Fact]
    public void The_code_of_the_sample_is_as_checked_in() =>
        CheckedFolder.Matches(GeneratorRun.Of(SampleSources.All), SampleSources.Folder, "Generated");

    [Fact]
    public void The_code_of_a_pipeline_with_every_operator_is_as_checked_in() =>
        CheckedFolder.Matches(GeneratorRun.Of(EveryOperator.Source), SampleSources.Repository, "tests/CompiledStreams.Compiler.Tests/Snapshots/EveryOperator");
}
