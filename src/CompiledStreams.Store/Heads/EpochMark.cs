namespace CompiledStreams.Store;

/// <summary>An epoch by its number and the checksum of its record; the empty store is epoch 0 with checksum 0.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Checksum">The checksum of its record (<see cref="EpochRecord"/>), and so of all that the record vouches for.</param>
internal readonly record struct EpochMark(ulong Epoch, uint Checksum);

/// <summary>What a database says about itself: its newest epoch, and the one before it.</summary>
/// <param name="Newest">The newest epoch.</param>
/// <param name="PreviousChecksum">The checksum of the epoch before it.</param>
/// <param name="StoreId">Which store it belongs to; null in an empty database, which doesn't know.</param>
internal readonly record struct StoreTip(EpochMark Newest, uint PreviousChecksum, Guid? StoreId);
