namespace CompiledStreams.Store;

/// <summary>The newest epoch that a store has committed.</summary>
internal interface ICommittedEpoch
{
    /// <summary>Its number; 0 in a new store.</summary>
    ulong Epoch { get; }

    /// <summary>What the pipeline saved with it besides state; empty in a new store.</summary>
    byte[] Payload { get; }

    /// <summary>The operators that have blocks.</summary>
    IEnumerable<uint> Operators { get; }

    /// <summary>Reads an operator's blocks.</summary>
    BlockLog Read(uint operatorId);
}
