using System.Globalization;

namespace CompiledStreams.Runtime.Tests;

/// <summary>What the compiler would make of: source Rows, filter by amount, key by customer, aggregate Totals, sink Updates.</summary>
internal sealed class TotalsPipeline : ICompiledPipeline
{
    private static readonly PipelineDescription s_description = new(
        "Tests.TotalsPipeline",
        [new SourceDescription("Rows", typeof(Row), Formats.All, Validate.Structure)],
        [new SinkDescription("Updates", typeof(Total), Changes.Upsert)],
        "");

    public Source<Row> Rows => new(s_description, 0);

    public Sink<Total> Updates => new(s_description, 0);

    /// <summary>Runs before each row; throws where a test wants an operator that does.</summary>
    public Action<Row>? Inspect { get; init; }

    /// <summary>Whether running the block again throws again.</summary>
    public bool IsLocated { get; init; } = true;

    public PipelineDescription Description { get; init; } = s_description;

    public Task<RunSummary> RunAsync(RunBindings bindings, CancellationToken cancellationToken) => PipelineRunner.RunAsync(this, bindings, cancellationToken);

    public LaneProgram CreateLane(LaneContext context) => new TotalsProgram(
        context.OpenSource<Row>(0, _ => new RowDecoder(), _ => new RowDecoder()),
        context.OpenSink<Total>(0, _ => new TotalEncoder(hasHeader: false), o => new TotalEncoder(o.Format is DelimitedFormat { HasHeader: true })),
        Inspect,
        IsLocated);
}

internal sealed class TotalsProgram(SourceReader<Row> rows, SinkWriter<Total> updates, Action<Row>? inspect, bool isLocated) : LaneProgram
{
    private readonly TotalsState _totals = new();
    private Row _current;

    public override IReadOnlyList<OperatorState> States => [_totals];

    protected override Step RunBlocks(int budget)
    {
        while (budget > 0)
        {
            if (updates.IsFull)
                return Step.Blocked;

            ReadOnlySpan<Row> block = rows.Read(BlockSize);
            if (block.IsEmpty)
                return rows.IsCompleted ? Step.Completed : Step.Idle;

            Span<Total> results = updates.Reserve(block.Length);
            int count = 0;
            foreach (ref readonly Row row in block)
            {
                _current = row;
                inspect?.Invoke(row);
                if (row.Amount != 0)
                    results[count++] = _totals.Add(row.Customer, row.Amount);
            }

            updates.Commit(count);
            rows.Release();
            budget = Spend(budget, block.Length);
        }

        return Step.Progress;
    }

    public override OperatorFailure? Locate(Exception exception) =>
        exception is ConnectorException || !isLocated ? null : new OperatorFailure("Inspect", _current.Customer.ToString(CultureInfo.InvariantCulture), _current.ToString());

    public override void Dispose() => _totals.Dispose();
}

internal sealed class TotalsState() : OperatorState<int, Total>("Totals"), IDisposable
{
    private readonly SortedDictionary<int, long> _totals = [];
    private readonly long[] _dense = new long[1024];
    private readonly bool[] _seen = new bool[1024];

    public bool IsDisposed { get; private set; }

    public override long Count => Results().LongCount();

    public override long Bytes => _dense.Length * 9;

    /// <summary>Small customers have a slot, so that the steady state allocates nothing.</summary>
    public Total Add(int customer, long amount)
    {
        if ((uint)customer < (uint)_dense.Length)
        {
            _seen[customer] = true;
            return new Total(customer, _dense[customer] += amount);
        }

        _totals.TryGetValue(customer, out long total);
        return new Total(customer, _totals[customer] = total + amount);
    }

    public override IEnumerable<KeyValuePair<int, Total>> Results() =>
        Enumerable.Range(0, _dense.Length).Where(c => _seen[c]).Select(c => KeyValuePair.Create(c, new Total(c, _dense[c])))
            .Concat(_totals.Select(t => KeyValuePair.Create(t.Key, new Total(t.Key, t.Value))));

    public override bool TryGetResult(int key, out Total result)
    {
        foreach ((int customer, Total total) in Results())
        {
            if (customer == key)
            {
                result = total;
                return true;
            }
        }

        result = default;
        return false;
    }

    public void Dispose() => IsDisposed = true;
}
