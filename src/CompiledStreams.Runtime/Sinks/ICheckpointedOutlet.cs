namespace CompiledStreams.Runtime;

/// <summary>An outlet whose bytes belong to an epoch; what its methods do is said at <see cref="ICheckpointedSink"/>.</summary>
internal interface ICheckpointedOutlet
{
    bool IsEpochWanted { get; }

    void Save(StateWriter position);

    void Restore(ref StateReader position);

    void Sync();

    void Publish();

    void Drain();

    void CheckFreshStart(IReadOnlySet<string> deleted);
}

/// <summary>What an outlet's position begins with.</summary>
internal enum OutletKind : byte
{
    /// <summary>Bytes that can't be taken back.</summary>
    None,

    /// <summary>A file that is appended to.</summary>
    File,

    /// <summary>Parts in a folder.</summary>
    Parts,
}
