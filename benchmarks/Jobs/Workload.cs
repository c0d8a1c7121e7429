using CompiledStreams.Benchmarks.Pipes;

namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>The input of a job and the place of its output; shared by all variants, one after the other.</summary>
public abstract class Workload(int events, int[] customers, Outcome expected)
{
    /// <summary>Input events of a pass.</summary>
    public int Events { get; } = events;

    /// <summary>Every customer there can be, each once, in random order.</summary>
    public int[] Customers { get; } = customers;

    /// <summary>What a right pass puts out, from a naive evaluation.</summary>
    public Outcome Expected { get; } = expected;

    /// <summary>Called before every pass, not timed: input back to its start, output emptied.</summary>
    public abstract void Rewind();

    /// <summary>What the last pass put out, not timed.</summary>
    public abstract Outcome Produced();
}

/// <summary>An array of purchases in, an array of results out.</summary>
public sealed class ArrayWorkload<TOut>(Purchase[] input, int[] customers, TOut[] expected)
    : Workload(input.Length, customers, ArrayCheck.Of<TOut>(expected)) where TOut : unmanaged
{
    public Purchase[] Input { get; } = input;

    public TOut[] Output { get; } = new TOut[input.Length];

    /// <summary>Set by the variant: how many results it wrote.</summary>
    public int Written { get; set; }

    public override void Rewind()
    {
        Written = 0;
        Array.Clear(Output);
    }

    public override Outcome Produced() => ArrayCheck.Of<TOut>(Output.AsSpan(0, Written));
}

/// <summary>JSON lines in; every field of every line goes into a sum.</summary>
public sealed class DecodeWorkload(byte[] lines, int events, int[] customers, Outcome expected)
    : Workload(events, customers, expected)
{
    public MemoryPipeReader Input { get; } = new(lines);

    /// <summary>Set by the variant: how many lines there were, and the sum of their <see cref="CheckOf"/>.</summary>
    public Outcome Sum { get; set; }

    /// <summary>What a line adds: all its fields, the amount by its bits, so that the sum is exact in any order.</summary>
    public static ulong CheckOf(long time, int customer, double amount) =>
        (ulong)time + (ulong)customer + BitConverter.DoubleToUInt64Bits(amount);

    public override void Rewind()
    {
        Input.Rewind();
        Sum = default;
    }

    public override Outcome Produced() => Sum;
}

/// <summary>An array of spendings in, JSON lines out.</summary>
public sealed class EncodeWorkload(Spending[] input, int[] customers, Outcome expected)
    : Workload(input.Length, customers, expected)
{
    public Spending[] Input { get; } = input;

    public CheckingPipeWriter Output { get; } = new();

    public override void Rewind() => Output.Rewind();

    public override Outcome Produced() => Output.Outcome();
}

/// <summary>JSON lines in, JSON lines out.</summary>
public sealed class LinesWorkload(byte[] lines, int events, int[] customers, Outcome expected)
    : Workload(events, customers, expected)
{
    public MemoryPipeReader Input { get; } = new(lines);

    public CheckingPipeWriter Output { get; } = new();

    public override void Rewind()
    {
        Input.Rewind();
        Output.Rewind();
    }

    public override Outcome Produced() => Output.Outcome();
}
