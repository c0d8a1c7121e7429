namespace CompiledStreams.Runtime;

/// <summary>A source or sink whose position belongs to an epoch.</summary>
internal interface ICheckpointed
{
    /// <summary>What it is in the store and in messages, such as <c>source 'Purchases'</c>; the same in every run.</summary>
    string Part { get; }

    /// <summary>Writes where it stands. Called on the lane's thread between two steps, when every event that was read is finished.</summary>
    void Save(StateWriter position);

    /// <summary>Goes to where an epoch left it. Called on the lane's thread before the first step, and not for a new store.</summary>
    /// <param name="position">What <see cref="Save"/> wrote.</param>
    /// <exception cref="PipelineException">What it read or wrote was changed meanwhile: the message names it.</exception>
    void Restore(ref StateReader position);
}

/// <summary>A sink whose output is part of an epoch: what was written behind the last committed position never shows after a restart.</summary>
internal interface ICheckpointedSink : ICheckpointed
{
    /// <summary>Flushes to the disk what the last <see cref="ICheckpointed.Save"/> named, new files' folders included. Called on the store's thread, while the lane writes on.</summary>
    void Sync();

    /// <summary>The epoch that was saved last is committed: what it closed may be shown. Called on the store's thread; repeated after a restart, by <see cref="ICheckpointed.Restore"/>.</summary>
    void Publish();

    /// <summary>Whether an epoch is to be taken though no event came: a part that was closed by its age waits to be shown. On the lane's thread.</summary>
    /// <remarks>Where it says so before the first step in a new store, that epoch must be committed before the step: it says how long a file was before the run, and what is written earlier
    /// couldn't be taken back.</remarks>
    bool IsEpochWanted { get; }

    /// <summary>Nothing more comes, since the input ended or the run stops: the next <see cref="ICheckpointed.Save"/> is the last, and closes what is open. On the lane's thread.</summary>
    void Drain();

    /// <summary>Checks that it can begin anew once the output of earlier checkpoints is deleted. Called before that, and before anything else is.</summary>
    /// <param name="deleted">Paths behind links of the files that will be deleted.</param>
    /// <exception cref="PipelineException">It can't: the message says why.</exception>
    void CheckFreshStart(IReadOnlySet<string> deleted);
}
