using System.IO.Pipelines;

namespace CompiledStreams.Runtime.Tests.Checkpoints;

/// <summary>Each row of the table in <c>docs/guide/checkpoints.md</c>.</summary>
public class RunGuaranteeTests
{
    private static readonly PipelineDescription s_pipeline = new TotalsPipeline().Description;

    [Theory]
    [InlineData(true, true, Guarantee.ExactlyOnce)]
    [InlineData(true, false, Guarantee.AtLeastOnce)]
    [InlineData(false, true, Guarantee.AtMostOnce)]
    [InlineData(false, false, Guarantee.None)]
    public void What_is_reached_follows_from_what_can_be_read_again_and_what_can_be_taken_back(bool isReplayable, bool isTransactional, Guarantee reached)
    {
        RunBindings bindings = Bindings(isReplayable, isTransactional);
        Assert.Equal(reached, RunGuarantee.Of(s_pipeline, bindings).Reached);
        foreach (Guarantee asked in Enum.GetValues<Guarantee>())
        {
            bindings.Required = asked;
            bool isRefused = asked != Guarantee.None && asked != reached && reached != Guarantee.ExactlyOnce;
            Assert.Equal(isRefused, Record.Exception(() => RunGuarantee.Of(s_pipeline, bindings).Check(bindings)) is BindingException);
        }
    }

    [Fact]
    public void Exactly_once_is_asked_for_with_checkpoints_and_nothing_without()
    {
        RunBindings bindings = Bindings(isReplayable: false, isTransactional: false);
        BindingException error = Assert.Throws<BindingException>(() => RunGuarantee.Of(s_pipeline, bindings).Check(bindings));
        Assert.Contains("asks for exactly once and reaches no guarantee", error.Message, StringComparison.Ordinal);
        bindings.Checkpoints = null;
        RunGuarantee.Of(s_pipeline, bindings).Check(bindings);
    }

    private static RunBindings Bindings(bool isReplayable, bool isTransactional)
    {
        RunBindings bindings = new() { Checkpoints = new CheckpointSettings("state", TimeSpan.FromSeconds(1), null) };
        bindings.BindSource(s_pipeline, 0, new SourceBinding(Memory.From(default(ReadOnlyMemory<byte>), Format.JsonLines), "an input", Format.JsonLines, OnError.Stop, () => isReplayable));
        bindings.BindSink(s_pipeline, 0, new SinkBinding(Pipes.To(new Pipe().Writer, Format.JsonLines), "an output", Changes.All, isTransactional));
        return bindings;
    }
}
