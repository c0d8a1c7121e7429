namespace CompiledStreams.Store;

/// <summary>How the store sets RocksDB up. Whatever isn't named here is RocksDB's default.</summary>
internal static class RocksOptions
{
    /// <summary>The options of the database.</summary>
    /// <param name="create">Whether a database is made where there is none. An old store that lacks its files must not become an empty one.</param>
    /// <param name="isTidied">Whether opening writes what it replays to a table, so that its logs are deleted.</param>
    public static RocksOptionsHandle OfDatabase(bool create, bool isTidied)
    {
        RocksOptionsHandle options = RocksNative.CreateOptions();
        RocksNative.SetCreateIfMissing(options, create ? (byte)1 : (byte)0);

        // A record that a crash cut off at the end of the log was never acknowledged: it is dropped. Damage before the end is an error. The
        // default, point in time, takes the first damaged record for the end, and opens at whatever epoch precedes it.
        RocksNative.SetWalRecoveryMode(options, RocksNative.TolerateCorruptedTailRecords);

        // A log file that the manifest knows as synced must be there, whole.
        RocksNative.SetTrackAndVerifyWalsInManifest(options, 1);
        RocksNative.SetParanoidChecks(options, 1);

        // The manifest has a checksum of each table, by which a damaged one is named (DamagedFile). The options hold a share of the factory.
        nint checksums = RocksNative.CreateCrc32CFactory();
        RocksNative.SetFileChecksums(options, checksums);
        RocksNative.DestroyChecksumFactory(checksums);

        // Opening rewrites nothing: starting is quicker, and a store that turns out to be damaged is left as it was found. Each opening begins a log,
        // though: now and then what they hold is written to a table.
        RocksNative.SetAvoidFlushDuringRecovery(options, isTidied ? (byte)0 : (byte)1);

        // What is in memory tables is replayed from the log when the store is opened: 16 MiB at a time bounds that (82 MB took over a second).
        // As much memory in all as by default, so that an epoch needn't wait for the table before it to be written.
        RocksNative.SetMemtableSize(options, 16 << 20);
        RocksNative.SetMemtableCount(options, 4);

        // Nothing is reserved ahead: a killed process would leave 70 MB of disk taken behind a log of a few KB.
        RocksNative.SetAllowFallocate(options, 0);

        // Blocks hold packed binary state and are read once, at a restore; time is worth more than their size.
        RocksNative.SetCompression(options, RocksNative.NoCompression);

        // No diary of every open and no statistics thread: what fails is in our own errors.
        RocksNative.SetInfoLogLevel(options, RocksNative.LogErrors);
        RocksNative.SetKeepLogFiles(options, 1);
        RocksNative.SetStatsDumpPeriod(options, 0);
        RocksNative.SetStatsPersistPeriod(options, 0);

        // One flush and one compaction: lanes want the cores.
        RocksNative.SetMaxBackgroundJobs(options, 2);
        return options;
    }

    /// <summary>Options of a commit: it returns when the write-ahead log is on the disk.</summary>
    public static RocksWriteOptionsHandle OfCommit()
    {
        RocksWriteOptionsHandle options = RocksNative.CreateWriteOptions();
        RocksNative.SetSync(options, 1);
        return options;
    }

    /// <summary>Options of reads: checksums verified, and the cache left alone, since a restore reads each block once.</summary>
    public static RocksReadOptionsHandle OfRead()
    {
        RocksReadOptionsHandle options = RocksNative.CreateReadOptions();
        RocksNative.SetVerifyChecksums(options, 1);
        RocksNative.SetFillCache(options, 0);
        return options;
    }
}
