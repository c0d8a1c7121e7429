using CompiledStreams.Testing;

namespace CompiledStreams.Runtime.Tests;

/// <summary>The driver that users test pipelines with.</summary>
public class PipelineTestTests
{
    [Fact]
    public void A_pushed_event_is_finished_when_the_call_returns()
    {
        using PipelineTest<TotalsPipeline> test = new(new TotalsPipeline());
        test.Push(p => p.Rows, new Row(1, 5, "a"), new Row(1, 0, "b"), new Row(2, 7, "c"));
        test.PushJson(p => p.Rows, "1,6");

        Assert.Equal(
            [new Change<Total>(ChangeKind.Upsert, new Total(1, 5)), new(ChangeKind.Upsert, new Total(2, 7)), new(ChangeKind.Upsert, new Total(1, 11))],
            test.Changes(p => p.Updates));
        Assert.Empty(test.Values(p => p.Updates));
        Assert.Equal(new Dictionary<int, Total> { [1] = new(1, 11), [2] = new(2, 7) }, test.Results<int, Total>("Totals"));
    }

    [Fact]
    public void A_record_that_is_not_whole_waits_for_its_rest_or_the_end()
    {
        using PipelineTest<TotalsPipeline> test = new(new TotalsPipeline());
        test.PushRecords(p => p.Rows, Format.JsonLines, "1,5\n2,");
        Assert.Equal([new Total(1, 5)], test.Values(p => p.Updates));

        test.PushRecords(p => p.Rows, Format.JsonLines, "6");
        Assert.Empty(test.Values(p => p.Updates));

        test.Complete();
        Assert.Equal([new Total(2, 6)], test.Values(p => p.Updates));
    }

    [Fact]
    public void A_view_that_an_operator_keeps_shows_at_once()
    {
        List<Utf8Text> kept = [];
        using PipelineTest<TotalsPipeline> test = new(new TotalsPipeline { Inspect = row => kept.Add(row.Text) });
        test.Push(p => p.Rows, new Row(1, 1, "pushed"));
        test.PushJson(p => p.Rows, "1,1,decoded");

        Assert.All(kept, text => Assert.True(text.Length > 5 && text.Span.IndexOfAnyExcept((byte)0xDD) < 0));
    }

    [Fact]
    public void A_mistake_in_a_record_or_an_operator_is_the_caller_s_exception()
    {
        using PipelineTest<TotalsPipeline> test = new(new TotalsPipeline { Inspect = _ => throw new FormatException("no") });
        Assert.Equal("Inspect", Assert.Throws<OperatorException>(() => test.Push(p => p.Rows, new Row(1, 1, "a"))).Operator);

        using PipelineTest<TotalsPipeline> other = new(new TotalsPipeline());
        Assert.Equal("amount", Assert.Throws<BadRecordException>(() => other.PushJson(p => p.Rows, "1,one")).Field);
    }
}
