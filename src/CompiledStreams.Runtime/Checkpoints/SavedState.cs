using CompiledStreams.Runtime;
using CompiledStreams.Store;

namespace CompiledStreams;

/// <summary>The state of a pipeline as its newest checkpoint holds it, read while no run uses the checkpoints.</summary>
public sealed class SavedState : IDisposable
{
    private readonly LaneProgram _program;
    private readonly ProgramState _state;

    private SavedState(LaneProgram program, long epoch, bool isCompleted)
    {
        (_program, _state, Epoch, IsCompleted) = (program, new ProgramState(program), epoch, isCompleted);
    }

    /// <summary>The epoch.</summary>
    public long Epoch { get; }

    /// <summary>Whether every source had ended.</summary>
    public bool IsCompleted { get; }

    /// <summary>Names of the operators that have state.</summary>
    public IReadOnlyList<string> Operators => [.. _program.States.Select(s => s.Name)];

    /// <summary>Reads the newest checkpoint of a pipeline into memory, and changes no file: the folder needn't be writable, and may be a copy.</summary>
    /// <param name="directory">The folder of the checkpoints.</param>
    /// <param name="pipeline">The pipeline that wrote them; none of its operators is called but for results.</param>
    /// <exception cref="PipelineException">There are none, they are in use, damaged, or of another pipeline or another version of it.</exception>
    public static SavedState Open(string directory, IPipeline pipeline)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentNullException.ThrowIfNull(pipeline);
        if (pipeline is not ICompiledPipeline compiled)
            throw new BindingException($"{pipeline.GetType().Name} wasn't compiled: mark it with [Pipeline] and build with the CompiledStreams package");
        if (!StoredEpoch.Exists(directory))
            throw Missing(directory);

        LaneProgram program = compiled.CreateLane(new ClosedPorts());
        try
        {
            using StoreReading store = RunCheckpoints.ReadStore(directory, pipeline.Description.Name);
            StoredEpoch stored = StoredEpoch.Read(directory, store);
            stored.LoadInto(program.Checkpoints);
            return new SavedState(program, (long)store.Epoch, stored.Saved?.IsCompleted ?? false);
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static PipelineException Missing(string directory)
    {
        string folder = Path.GetFullPath(directory);
        try
        {
            EmbeddedStore.CheckNothingIsLeft(folder, DiskFiles.Instance);
            return new BindingException($"There are no checkpoints in '{directory}' (looked for '{folder}'); run the pipeline with .WithCheckpoints(\"{directory}\") first");
        }
        catch (StoreException left)
        {
            return RunCheckpoints.Unusable(directory, left);
        }
    }

    /// <inheritdoc cref="RunSummary.Results{TKey, TResult}"/>
    public IEnumerable<KeyValuePair<TKey, TResult>> Results<TKey, TResult>(string aggregate)
        where TKey : notnull => _state.Results<TKey, TResult>(aggregate);

    /// <summary>The result of an aggregate, or the state of a process, for one key.</summary>
    /// <typeparam name="TKey">The key; <see cref="ValueTuple"/> where the operator is over the whole stream.</typeparam>
    /// <typeparam name="TResult">What the aggregate's <c>Result</c> gives, or the state of the process.</typeparam>
    /// <param name="aggregate">The name of the aggregate or process: <c>"Totals"</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="result">Its result or state, where it has any.</param>
    /// <exception cref="ArgumentException">There is no such operator with state, or its key or result is of another type.</exception>
    public bool TryGetResult<TKey, TResult>(string aggregate, TKey key, out TResult result)
        where TKey : notnull => _state.Find<TKey, TResult>(aggregate).TryGetResult(key, out result);

    /// <summary>Frees the state.</summary>
    public void Dispose() => _state.Dispose();
}
