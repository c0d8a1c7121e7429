using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Deletes the checkpoints of earlier runs, and the parts that they name, once it is known that the run can begin. An interrupted one is gone on with by the next.</summary>
/// <remarks>It keeps the checkpoints' lock from before the ports are opened until all is deleted.</remarks>
internal sealed class FreshStart : IDisposable
{
    private readonly string _directory;
    private readonly StoreDeletion _deletion;
    private readonly IReadOnlyList<SavedOutput> _outputs;

    private FreshStart(string pipeline, string directory, StoreDeletion deletion, IRunMessages messages)
    {
        (_directory, _deletion) = (directory, deletion);
        _outputs = OutputsOf(deletion, out string? damage);
        if (damage is not null)
            messages.Warn(pipeline, $"the checkpoints in '{directory}' can't be read, so that a fresh start leaves the parts that they name: {damage}");
    }

    /// <summary>Locks and reads the checkpoints. Changes nothing.</summary>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <param name="settings">The run's checkpoints, or null.</param>
    /// <param name="messages">Takes what damage is found.</param>
    /// <returns>Null where there is nothing to delete.</returns>
    /// <exception cref="ConnectorException">They are in use, of another pipeline, or can't be written.</exception>
    public static FreshStart? Prepare(string pipeline, CheckpointSettings? settings, IRunMessages messages)
    {
        if (settings is null)
            return null;

        try
        {
            return StoreDeletion.Prepare(settings.Directory, pipeline) is { } deletion ? new FreshStart(pipeline, settings.Directory, deletion, messages) : null;
        }
        catch (IOException exception)
        {
            throw RunCheckpoints.Unusable(settings.Directory, exception);
        }
    }

    /// <summary>Checks that the run can begin, and deletes the checkpoints; gives their lock back.</summary>
    /// <param name="context">The run, with open ports.</param>
    /// <exception cref="PipelineException">It can't begin, and nothing is deleted; or something can't be deleted.</exception>
    public void Delete(RunContext context)
    {
        using (_deletion)
        {
            try
            {
                Check(context);
                _deletion.Begin();
                foreach (SavedOutput output in _outputs)
                    output.Delete(_directory, context.Owners);

                CrashPoint.Reach("after-parts-deletion");
                _deletion.Complete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw RunCheckpoints.Unusable(_directory, exception);
            }
        }
    }

    /// <summary>Gives the checkpoints' lock back.</summary>
    public void Dispose() => _deletion.Dispose();

    private void Check(RunContext context)
    {
        context.CheckInputs();
        HashSet<string> deleted = new(_outputs.SelectMany(output => output.Find(_directory)), StringComparer.Ordinal);
        foreach (ICheckpointedSink sink in context.Sinks.OfType<ICheckpointedSink>())
            sink.CheckFreshStart(deleted);
    }

    private static IReadOnlyList<SavedOutput> OutputsOf(StoreDeletion deletion, out string? damage)
    {
        damage = deletion.Damage;
        try
        {
            return deletion.Payload is { Length: > 0 } payload
                ? [.. SavedEpoch.Read(payload).Positions.Select(position => SavedOutput.Read(position.Key, position.Value)).OfType<SavedOutput>()]
                : [];
        }
        catch (InvalidDataException exception)
        {
            damage = exception.Message;
            return [];
        }
    }
}
