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
    public async Task A_stop_waits_for_the_block_in_hand_only()
    {
        using CancellationTokenSource stop = new();
        List<Order> done = [];
        using RunSummary summary = await new SlowOrders { Work = number => Work(number, stop) }
            .Read(p => p.Orders, Memory.From(Numbers()))
            .Write(p => p.Done, Memory.To(done))
            .RunAsync(stop.Token);

        Assert.Equal(RunOutcome.Stopped, summary.Outcome);
        Assert.InRange(done.Count, StopAt, LaneProgram.BlockSize);
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

    private static Order[] Numbers() => [.. Enumerable.Range(1, Orders).Select(number => new Order(number))];

    private static void Work(int number, CancellationTokenSource stop)
    {
        if (number == StopAt)
            stop.Cancel();

        Thread.Sleep(Milliseconds);
    }
}
