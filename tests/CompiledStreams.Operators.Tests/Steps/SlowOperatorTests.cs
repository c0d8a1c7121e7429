using System.IO.Pipelines;
using System.Text;
using CompiledStreams;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Steps;

[Event]
public readonly partial record struct Order(int Number);

/// <summary>Orders, each of which takes a while.</summary>
[Pipeline]
public sealed partial class SlowOrders
{
    [Parameter] internal Action<int> Work { get; init; } = _ => { };

    [Source] public partial Source<Order> Orders { get; }

    [Filter]
    internal bool IsDone(in Order order)
    {
        Work(order.Number);
        return true;
    }

    [Sink] public partial Sink<Order> Done { get; }
}

/// <summary>As <see cref="SlowOrders"/>, an event at a time: the branches meet again.</summary>
[Pipeline]
public sealed partial class SlowBranches
{
    [Parameter] internal Action<int> Work { get; init; } = _ => { };

    [Source] public partial Source<Order> Orders { get; }

    [FlatMap(nameof(Orders))]
    internal void Twice(in Order order, Output<Order> twice)
    {
        Work(order.Number);
        twice.Emit(order);
        twice.Emit(order);
    }

    [Union(nameof(Orders), nameof(Twice))] public partial Stream<Order> All { get; }

    [Sink(nameof(All))] public partial Sink<Order> Done { get; }
}

/// <summary>However slow an operator is, a stop waits for the block that is in hand and no longer.</summary>
public sealed class SlowOperatorTests
{
    private const int Orders = 20_000;
    private const int StopAt = 10;
    private const int Milliseconds = 2;

    [Fact]
    public async Task A_stop_waits_for_the_block_in_hand_only() =>
        Assert.InRange((await StopAsync(p => p.Read(p => p.Orders, Memory.From(Numbers())))).Count, StopAt, LaneProgram.BlockSize);

    [Fact]
    public async Task A_stop_leaves_a_file_where_it_is_and_a_restart_goes_on_there()
    {
        string folder = Directory.CreateTempSubdirectory("slow-").FullName;
        try
        {
            string file = Path.Combine(folder, "orders.jsonl"), state = Path.Combine(folder, "state");
            await File.WriteAllLinesAsync(file, Numbers().Select(order => $$"""{"number":{{order.Number}}}"""));
            List<Order> first = await StopAsync(p => p.Read(p => p.Orders, Files.JsonLines(file)), state);
            Assert.InRange(first.Count, StopAt, LaneProgram.BlockSize);

            List<Order> rest = [];
            using RunSummary summary = await new SlowOrders().Read(p => p.Orders, Files.JsonLines(file)).Write(p => p.Done, Memory.To(rest))
                .WithCheckpoints(state).Require(Guarantee.AtLeastOnce).RunAsync();
            Assert.Equal(Numbers(), first.Concat(rest));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_came_through_a_pipe_is_finished()
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 600).Select(number => $$"""{"number":{{number}}}""" + "\n"))));
        Assert.Equal(600, (await StopAsync(p => p.Read(p => p.Orders, Pipes.From(pipe.Reader, Format.JsonLines)))).Count);
    }

    [Fact]
    public async Task An_operator_that_becomes_slow_all_at_once_is_noticed_within_its_step()
    {
        const int Fast = 20_000, Looks = 4_096;
        using CancellationTokenSource stop = new();
        List<Order> done = [];
        using RunSummary summary = await new SlowOrders { Work = SlowDown }
            .Read(p => p.Orders, Memory.From(Enumerable.Range(1, 10 * Fast).Select(number => new Order(number)).ToArray()))
            .Write(p => p.Done, Memory.To(done))
            .RunAsync(stop.Token);

        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
        Assert.InRange(done.Count, Fast, Fast + Looks + LaneProgram.BlockSize);

        void SlowDown(int number)
        {
            if (number == Fast)
                stop.Cancel();
            if (number >= Fast && number % 10 == 0)
                Thread.Sleep(1);
        }
    }

    [Fact]
    public async Task Where_events_go_one_at_a_time_it_waits_for_no_more_than_that()
    {
        using CancellationTokenSource stop = new();
        List<Order> done = [];
        using RunSummary summary = await new SlowBranches { Work = number => Work(number, stop) }
            .Read(p => p.Orders, Memory.From(Numbers()))
            .Write(p => p.Done, Memory.To(done))
            .RunAsync(stop.Token);

        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
        Assert.InRange(done.Count, 3 * StopAt, 3 * LaneProgram.BlockSize);
    }

    private static async Task<List<Order>> StopAsync(Func<SlowOrders, PipelineRun<SlowOrders>> read, string? state = null)
    {
        using CancellationTokenSource stop = new();
        List<Order> done = [];
        PipelineRun<SlowOrders> run = read(new SlowOrders { Work = number => Work(number, stop) }).Write(p => p.Done, Memory.To(done));
        if (state is not null)
            run.WithCheckpoints(state).Require(Guarantee.AtLeastOnce);

        using RunSummary summary = await run.RunAsync(stop.Token);
        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
        return done;
    }

    private static Order[] Numbers() => [.. Enumerable.Range(1, Orders).Select(number => new Order(number))];

    private static void Work(int number, CancellationTokenSource stop)
    {
        if (number == StopAt)
            stop.Cancel();

        Thread.Sleep(Milliseconds);
    }
}
