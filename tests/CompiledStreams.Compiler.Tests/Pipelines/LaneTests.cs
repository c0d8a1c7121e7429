using CompiledStreams.Runtime;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Pipelines that are compiled in memory and stepped over lists.</summary>
public sealed class LaneTests
{
    private static readonly (int Value, int Weight)[] s_numbers = [.. Enumerable.Range(0, 1000).Select(i => (i * 37 % 101, i % 4))];

    [Fact]
    public void A_filter_drops_what_its_predicate_rejects() => Check(
        Sources.Filter, "FilterPipeline", "Evens", [s_numbers], [s_numbers.Where(n => n.Value % 2 == 0).Select(n => Number(n.Value, n.Weight))]);

    [Fact]
    public void A_map_reads_parameters() => Check(
        Sources.Map, "MapPipeline", "Scaled", [s_numbers], [s_numbers.Where(n => n.Value > 0).Select(n => Number(n.Value * 10, 1))]);

    [Fact]
    public void A_flat_map_emits_any_number_in_order() => Check(
        Sources.FlatMap, "FlatMapPipeline", "Repeats", [[(7, 1000), (8, 0), (9, 3), .. s_numbers]],
        [new (int Value, int Weight)[] { (7, 1000), (8, 0), (9, 3) }.Concat(s_numbers).SelectMany(n => Enumerable.Range(0, n.Weight).Select(i => Number(n.Value, i)))]);

    [Fact]
    public void Outputs_go_to_their_own_readers() => Check(
        Sources.Outputs, "OutputsPipeline", "Split", [s_numbers],
        [
            s_numbers.Where(n => n.Value < 10).SelectMany(n => new[] { Number(n.Value, n.Weight), Number(n.Value, n.Weight) }),
            s_numbers.Where(n => n.Value >= 10).Select(n => Total(n.Value, n.Weight, 1)),
        ]);

    [Fact]
    public void An_aggregate_keeps_a_state_a_key()
    {
        Dictionary<int, (long Sum, int Count)> sums = [];
        Check(
            Sources.Aggregate, "AggregatePipeline", "Sums", [s_numbers],
            [s_numbers.Where(n => n.Weight > 0).Select(n =>
            {
                (long sum, int count) = sums.GetValueOrDefault(n.Value % 7);
                sums[n.Value % 7] = (sum + n.Value, count + 1);
                return Total(n.Value % 7, sum + n.Value, count + 1);
            }).ToList()]);
    }

    [Fact]
    public void An_aggregate_of_the_whole_stream_has_one_state()
    {
        long sum = 0;
        int count = 0;
        Check(Sources.WholeStream, "WholeStreamPipeline", "Running", [s_numbers], [s_numbers.Select(n => Total(-1, sum += n.Value, ++count)).ToList()]);
    }

    [Fact]
    public void A_process_keeps_a_state_a_key_and_chooses_an_output()
    {
        Dictionary<int, (long Most, int Count)> bests = [];
        List<string> records = [], others = [];
        foreach ((int value, int weight) in s_numbers)
        {
            (long most, int count) = bests.GetValueOrDefault(value % 7);
            long points = weight * 1000 + value;
            (points > most ? records : others).Add(points > most ? Total(value % 7, points, count + 1) : Number(value, weight));
            bests[value % 7] = (Math.Max(most, points), count + 1);
        }

        Check(Sources.Process, "ProcessPipeline", "Records", [s_numbers], [records, others]);
    }

    [Fact]
    public void A_process_forgets_a_key_and_its_text()
    {
        RunPipeline run = RunPipeline.Of(Sources.Removal);
        Type visit = run.Type("RemovalPipeline.Visit");
        Random random = new(12);
        List<(string Site, string Page, int Shard)> visits =
            [.. Enumerable.Range(0, 5000).Select(_ => (new string('s', 1 + random.Next(40)), new string((char)('a' + random.Next(26)), random.Next(60)), random.Next(4)))];

        Texts ports = new(run, "RemovalPipeline", 100, int.MaxValue, [], source: Texts.Array(visit, visits.Select(v => Activator.CreateInstance(visit, (Utf8Text)v.Site, (Utf8Text)v.Page, v.Shard)!)));
        using LaneProgram lane = run.Lane("RemovalPipeline.Paths", ports.Context);
        RunPipeline.ToTheEnd(lane);

        Dictionary<string, (string First, string Last, int Count)> walks = [];
        List<string> expected = [];
        foreach ((string site, string page, int shard) in visits)
        {
            (string first, string last, int count) = walks.GetValueOrDefault(site, (page, "none", 0));
            if (shard == 0)
            {
                expected.Add($"Path {{ Site = {site}, First = {first}, Last = {last}, Count = {count + 1} }}");
                walks.Remove(site);
            }
            else
            {
                walks[site] = (first, page, count + 1);
            }
        }

        Assert.Equal(expected, ports.Out(0, "Path"));
        Assert.Equal(walks.Count, lane.States.Single().Count);
        object text = lane.GetType().GetField("_text", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(lane)!;
        Assert.Equal(walks.Sum(w => w.Key.Length + w.Value.First.Length + w.Value.Last.Length), ((TextArena)text).LiveBytes);
    }

    [Theory]
    [InlineData(5, 2, "Count", "5")]
    [InlineData(5, 1, "IsRight", null)]
    public void An_exception_of_a_process_or_behind_it_is_located(int value, int weight, string name, string? key)
    {
        RunPipeline run = RunPipeline.Of(Sources.FailingProcess);
        Texts ports = new(run, "FailingPipeline", int.MaxValue, int.MaxValue, [[.. Enumerable.Range(0, 300).Select(i => (i, 0)), (value, weight), (1, 0)]]);
        using LaneProgram lane = run.Lane("FailingPipeline.Fails", ports.Context);

        FormatException thrown = Assert.Throws<FormatException>(() => RunPipeline.ToTheEnd(lane));
        OperatorFailure failure = lane.Locate(thrown)!;
        Assert.Equal((name, key), (failure.Operator, failure.Key));
        Assert.Contains($"Value = {value}, Weight = {weight}", failure.Event, StringComparison.Ordinal);
    }

    [Fact]
    public void An_aggregate_can_read_an_aggregate()
    {
        Dictionary<int, (long Sum, int Count)> sums = [];
        Dictionary<long, (long Most, int Count)> most = [];
        List<string> expected = [];
        foreach ((int value, _) in s_numbers)
        {
            (long sum, int count) = sums[value % 7] = (sums.GetValueOrDefault(value % 7).Sum + value, sums.GetValueOrDefault(value % 7).Count + 1);
            if (count <= 2)
                continue;

            (long largest, int times) = most[sum & 1] = (Math.Max(most.GetValueOrDefault(sum & 1).Most, sum), most.GetValueOrDefault(sum & 1).Count + 1);
            expected.Add(Total((int)(sum & 1), largest, times));
        }

        Check(Sources.TwoAggregates, "TwoAggregatesPipeline", "Sums", [s_numbers], [expected]);
    }

    [Fact]
    public void A_union_keeps_the_order_of_each_source()
    {
        RunPipeline run = RunPipeline.Of(Sources.Union);
        foreach (int inHand in (int[])[1, 3, LaneProgram.BlockSize, 10_000])
        {
            Texts ports = new(run, "UnionPipeline", inHand, sinkRoom: int.MaxValue, [s_numbers, [(500, 5), (501, 5), (502, 5)]]);
            using LaneProgram lane = run.Lane("UnionPipeline.Merged", ports.Context);
            RunPipeline.ToTheEnd(lane);
            List<string> all = ports.Out(0, "Number");
            Assert.Equal(
                s_numbers.SelectMany(n => n.Value % 2 == 0 ? new[] { Number(n.Value, n.Weight), Number(-n.Value, n.Weight) } : [Number(-n.Value, n.Weight)]),
                all.Where(t => !t.Contains("Weight = 5")));
            Assert.Equal([Number(500, 5), Number(501, 5), Number(502, 5)], all.Where(t => t.Contains("Weight = 5")));
            Assert.Equal(s_numbers.Select(n => Number(n.Value, n.Weight)), ports.Out(1, "Number"));
        }
    }

    [Fact]
    public void Branches_that_meet_behind_a_flat_map_keep_the_order_of_the_source() => Check(
        Sources.Meeting, "MeetingPipeline", "Meets", [s_numbers],
        [s_numbers.SelectMany(n => new[] { Number(n.Value, n.Weight) }.Concat(Enumerable.Range(0, n.Weight).Select(i => Number(n.Value, i))))]);

    [Fact]
    public void A_full_sink_stops_the_lane_until_it_drains()
    {
        RunPipeline run = RunPipeline.Of(Sources.FlatMap);
        Texts ports = new(run, "FlatMapPipeline", int.MaxValue, sinkRoom: 100, [[(1, 5000), (2, 1)]]);
        using LaneProgram lane = run.Lane("FlatMapPipeline.Repeats", ports.Context);

        // A step may end before, when it has lasted long enough.
        Step step = Step.Progress;
        while (step == Step.Progress)
            step = lane.Run(int.MaxValue);

        Assert.Equal(Step.Blocked, step);
        Assert.Equal(Step.Blocked, lane.Run(int.MaxValue));
        int before = ports.Out(0, "Number").Count;
        Assert.InRange(before, 100, 100 + LaneProgram.BlockSize);

        ports.Drain();
        List<Step> steps = RunPipeline.ToTheEnd(lane, ports.Drain, int.MaxValue);
        Assert.Contains(Step.Blocked, steps);
        Assert.Equal(5001, ports.Out(0, "Number").Count);
    }

    [Fact]
    public void A_budget_ends_a_step()
    {
        RunPipeline run = RunPipeline.Of(Sources.Filter);
        Texts ports = new(run, "FilterPipeline", int.MaxValue, int.MaxValue, [s_numbers]);
        using LaneProgram lane = run.Lane("FilterPipeline.Evens", ports.Context);
        Assert.Equal(Step.Progress, lane.Run(10));
        Assert.Equal(s_numbers.Take(10).Count(n => n.Value % 2 == 0), ports.Out(0, "Number").Count);
    }

    [Fact]
    public void Text_in_keys_and_state_outlives_its_block()
    {
        RunPipeline run = RunPipeline.Of(Sources.Text);
        Type visit = run.Type("TextPipeline.Visit");
        Random random = new(11);
        List<(string Site, string Page, int Shard)> visits = [.. Enumerable.Range(0, 2000).Select(i => ($"site{random.Next(20)}", new string((char)('a' + random.Next(26)), random.Next(60)), random.Next(2)))];

        Texts ports = new(run, "TextPipeline", 100, int.MaxValue, [], source: Texts.Array(visit, visits.Select(v => Activator.CreateInstance(visit, (Utf8Text)v.Site, (Utf8Text)v.Page, v.Shard)!)));
        using LaneProgram lane = run.Lane("TextPipeline.Visits", ports.Context);
        RunPipeline.ToTheEnd(lane);

        Dictionary<(string, int), (string Last, int Count)> states = [];
        IEnumerable<string> expected = visits.Select(v =>
        {
            (string last, int count) = states.GetValueOrDefault((v.Site, v.Shard), ("none", 0));
            states[(v.Site, v.Shard)] = (v.Page, count + 1);
            return $"Last {{ Site = {v.Site}, Before = {last}, Page = {v.Page}, Count = {count + 1} }}";
        });
        Assert.Equal(expected.ToList(), ports.Out(0, "Last"));
        Assert.Equal(states.Count, lane.States.Single().Count);
    }

    [Theory]
    [InlineData(5, 1, "IsRight", null)]
    [InlineData(5, 2, "Sum", "5")]
    [InlineData(-3, 0, "Sum", "-3")]
    [InlineData(-4, 0, "IsSmall", null)]
    public void An_exception_names_operator_key_and_event(int value, int weight, string name, string? key)
    {
        RunPipeline run = RunPipeline.Of(Sources.Failing);
        Texts ports = new(run, "FailingPipeline", int.MaxValue, int.MaxValue, [[.. Enumerable.Range(0, 300).Select(i => (i, 0)), (value, weight), (1, 0)]]);
        using LaneProgram lane = run.Lane("FailingPipeline.Fails", ports.Context);

        FormatException thrown = Assert.Throws<FormatException>(() => RunPipeline.ToTheEnd(lane));
        OperatorFailure failure = lane.Locate(thrown)!;
        Assert.Equal(name, failure.Operator);
        Assert.Equal(key, failure.Key);
        Assert.Contains(name == "IsSmall" ? $"Key = {value}" : $"Value = {value}, Weight = {weight}", failure.Event);
    }

    private static string Number(int value, int weight) => $"Number {{ Value = {value}, Weight = {weight} }}";

    private static string Total(int key, long sum, int count) => $"Total {{ Key = {key}, Sum = {sum}, Count = {count} }}";

    // Whatever a source has in hand, whatever the budget, and however often a sink is full, the output is the same.
    private static void Check(string source, string space, string pipeline, (int Value, int Weight)[][] inputs, IEnumerable<string>[] expected)
    {
        RunPipeline run = RunPipeline.Of(source);
        foreach ((int inHand, int room, int budget) in new[] { (1, int.MaxValue, 100), (7, 5, 3), (LaneProgram.BlockSize, 600, 1000), (10_000, int.MaxValue, int.MaxValue) })
        {
            Texts ports = new(run, space, inHand, room, inputs);
            using LaneProgram lane = run.Lane($"{space}.{pipeline}", ports.Context);
            RunPipeline.ToTheEnd(lane, ports.Drain, budget);
            for (int sink = 0; sink < expected.Length; sink++)
                Assert.Equal(expected[sink].ToList(), ports.Out(sink, expected[sink].First().Split(' ')[0]));
        }
    }
}
