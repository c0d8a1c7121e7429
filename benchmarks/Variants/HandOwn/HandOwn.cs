using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

// The bar: the fastest loops that I could write by hand, with a codec and a table of their own.

internal sealed unsafe class HandOwnDecode : Variant<DecodeWorkload>
{
    private readonly LineBatch _batch = new();

    public override string Name => "hand-own";

    public override void Run(DecodeWorkload workload)
    {
        var sum = default(Sum);
        new LineReader<Sum>(_batch, ref sum).ReadAll(workload.Input);
        workload.Sum = new Outcome(sum.Count, sum.Check);
    }

    private struct Sum : ILineSink
    {
        public long Count;
        public ulong Check;

        public static bool WithTime => true;

        public void Take(LineBatch batch)
        {
            var check = Check;
            for (var i = 0; i < batch.Count; i++)
                check += DecodeWorkload.CheckOf(batch.Times[i], batch.Customers[i], batch.Amounts[i]);
            Check = check;
            Count += batch.Count;
        }
    }
}

internal sealed unsafe class HandOwnEncode : Variant<EncodeWorkload>
{
    private const int BatchSize = 256;

    public override string Name => "hand-own";

    public override void Run(EncodeWorkload workload)
    {
        var input = workload.Input.AsSpan();
        fixed (Spending* spendings = input)
        {
            for (var start = 0; start < input.Length; start += BatchSize)
                workload.Output.WriteLines(spendings + start, Math.Min(BatchSize, input.Length - start));
        }

        workload.Output.FlushNow();
    }
}

internal sealed unsafe class HandOwnJsonToJson : Variant<LinesWorkload>
{
    private readonly LineBatch _batch = new();
    private readonly CustomerTable _table = new();

    public override string Name => "hand-own";

    public override void Prepare(LinesWorkload workload) => _table.Warm(workload.Customers);

    public override void Run(LinesWorkload workload)
    {
        var sums = new Sums(_table, workload.Output);
        new LineReader<Sums>(_batch, ref sums).ReadAll(workload.Input);
        workload.Output.FlushNow();
    }

    /// <summary>A batch: find the buckets and fetch them, then update, then format.</summary>
    private readonly struct Sums(CustomerTable table, PipeWriter output) : ILineSink
    {
        private static readonly Spending* _spendings = (Spending*)NativeMemory.AlignedAlloc((nuint)(LineBatch.Size * sizeof(Spending)), 64);

        public static bool WithTime => false;

        public void Take(LineBatch batch)
        {
            var customers = batch.Customers;
            var amounts = batch.Amounts;
            var buckets = table.Buckets;
            var shift = table.Shift;
            var fetch = table.Prefetches;
            var kept = 0;
            for (var i = 0; i < batch.Count; i++)
            {
                var (customer, amount) = (customers[i], amounts[i]);
                customers[kept] = customer;
                amounts[kept] = amount;
                kept += amount > 0 ? 1 : 0;
                if (fetch && Sse.IsSupported)
                    Sse.Prefetch0(CustomerTable.Home(buckets, shift, customer));
            }

            var spendings = _spendings;
            for (var i = 0; i < kept; i++)
            {
                var customer = customers[i];
                if (!CustomerTable.TryAdd(CustomerTable.Home(buckets, shift, customer), customer, amounts[i], out var total, out var count))
                {
                    table.Add(customer, amounts[i], out total, out count);
                    buckets = table.Buckets;
                    shift = table.Shift;
                }

                spendings[i].Customer = customer;
                spendings[i].Total = total;
                spendings[i].Average = total / count;
            }

            output.WriteLines(spendings, kept);
        }
    }
}

internal static unsafe class LineOutput
{
    private const int FlushSize = 128 * 1024;

    public static void WriteLines(this PipeWriter output, Spending* spendings, int count)
    {
        fixed (byte* to = output.GetSpan((count + 1) * LineEncoder.LongestLine))
            output.Advance((int)(LineEncoder.Encode(spendings, count, to) - to));
        if (output.UnflushedBytes >= FlushSize)
            output.FlushNow();
    }

    public static void FlushNow(this PipeWriter output)
    {
        var flushing = output.FlushAsync();
        if (!flushing.IsCompletedSuccessfully)
            flushing.AsTask().GetAwaiter().GetResult();
    }
}
