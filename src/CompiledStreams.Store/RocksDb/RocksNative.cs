using System.Runtime.InteropServices;

namespace CompiledStreams.Store;

/// <summary>
/// The part of RocksDB's C API that the store calls. A <c>bool</c> of C is a byte here, a <c>size_t</c> a <see cref="nuint"/>. Every call that
/// can fail takes <c>error</c>: it must point to null, and then to a message that <see cref="Free"/> releases (<see cref="RocksError"/> does).
/// </summary>
internal static unsafe partial class RocksNative
{
    private const string Library = "rocksdb";

    /// <summary><c>rocksdb_tolerate_corrupted_tail_records_recovery</c> of the C API.</summary>
    public const int TolerateCorruptedTailRecords = 0;

    /// <summary><c>rocksdb_no_compression</c> of the C API.</summary>
    public const int NoCompression = 0;

    /// <summary>Messages of level error and above in RocksDB's own log.</summary>
    public const int LogErrors = 3;

    [LibraryImport(Library, EntryPoint = "rocksdb_open")]
    public static partial RocksDatabaseHandle Open(RocksOptionsHandle options, byte* path, byte** error);

    [LibraryImport(Library, EntryPoint = "rocksdb_open_for_read_only")]
    public static partial RocksDatabaseHandle OpenToRead(RocksOptionsHandle options, byte* path, byte failIfLogExists, byte** error);

    [LibraryImport(Library, EntryPoint = "rocksdb_close")]
    public static partial void Close(nint database);

    [LibraryImport(Library, EntryPoint = "rocksdb_write")]
    public static partial void Write(RocksDatabaseHandle database, RocksWriteOptionsHandle options, RocksBatchHandle batch, byte** error);

    [LibraryImport(Library, EntryPoint = "rocksdb_get_pinned")]
    public static partial RocksPinnedHandle GetPinned(
        RocksDatabaseHandle database, RocksReadOptionsHandle options, byte* key, nuint keyLength, byte** error);

    [LibraryImport(Library, EntryPoint = "rocksdb_pinnableslice_value")]
    public static partial byte* PinnedValue(RocksPinnedHandle pinned, out nuint length);

    [LibraryImport(Library, EntryPoint = "rocksdb_pinnableslice_destroy")]
    public static partial void DestroyPinned(nint pinned);

    [LibraryImport(Library, EntryPoint = "rocksdb_create_iterator")]
    public static partial RocksIteratorHandle CreateIterator(RocksDatabaseHandle database, RocksReadOptionsHandle options);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_seek")]
    public static partial void Seek(RocksIteratorHandle iterator, byte* key, nuint keyLength);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_next")]
    public static partial void Next(RocksIteratorHandle iterator);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_valid")]
    public static partial byte IsValid(RocksIteratorHandle iterator);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_key")]
    public static partial byte* IteratorKey(RocksIteratorHandle iterator, out nuint length);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_value")]
    public static partial byte* IteratorValue(RocksIteratorHandle iterator, out nuint length);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_get_error")]
    public static partial void IteratorError(RocksIteratorHandle iterator, byte** error);

    [LibraryImport(Library, EntryPoint = "rocksdb_iter_destroy")]
    public static partial void DestroyIterator(nint iterator);

    [LibraryImport(Library, EntryPoint = "rocksdb_writebatch_create")]
    public static partial RocksBatchHandle CreateBatch();

    [LibraryImport(Library, EntryPoint = "rocksdb_writebatch_clear")]
    public static partial void ClearBatch(RocksBatchHandle batch);

    [LibraryImport(Library, EntryPoint = "rocksdb_writebatch_put")]
    public static partial void Put(RocksBatchHandle batch, byte* key, nuint keyLength, byte* value, nuint valueLength);

    [LibraryImport(Library, EntryPoint = "rocksdb_writebatch_delete_range")]
    public static partial void DeleteRange(RocksBatchHandle batch, byte* from, nuint fromLength, byte* to, nuint toLength);

    [LibraryImport(Library, EntryPoint = "rocksdb_writebatch_data")]
    public static partial byte* BatchData(RocksBatchHandle batch, out nuint length);

    [LibraryImport(Library, EntryPoint = "rocksdb_writebatch_destroy")]
    public static partial void DestroyBatch(nint batch);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_create")]
    public static partial RocksOptionsHandle CreateOptions();

    [LibraryImport(Library, EntryPoint = "rocksdb_options_destroy")]
    public static partial void DestroyOptions(nint options);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_create_if_missing")]
    public static partial void SetCreateIfMissing(RocksOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_wal_recovery_mode")]
    public static partial void SetWalRecoveryMode(RocksOptionsHandle options, int mode);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_track_and_verify_wals_in_manifest")]
    public static partial void SetTrackAndVerifyWalsInManifest(RocksOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_paranoid_checks")]
    public static partial void SetParanoidChecks(RocksOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_avoid_flush_during_recovery")]
    public static partial void SetAvoidFlushDuringRecovery(RocksOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_allow_fallocate")]
    public static partial void SetAllowFallocate(RocksOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_compression")]
    public static partial void SetCompression(RocksOptionsHandle options, int kind);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_info_log_level")]
    public static partial void SetInfoLogLevel(RocksOptionsHandle options, int level);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_keep_log_file_num")]
    public static partial void SetKeepLogFiles(RocksOptionsHandle options, nuint count);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_stats_dump_period_sec")]
    public static partial void SetStatsDumpPeriod(RocksOptionsHandle options, uint seconds);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_stats_persist_period_sec")]
    public static partial void SetStatsPersistPeriod(RocksOptionsHandle options, uint seconds);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_write_buffer_size")]
    public static partial void SetMemtableSize(RocksOptionsHandle options, nuint bytes);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_max_write_buffer_number")]
    public static partial void SetMemtableCount(RocksOptionsHandle options, int count);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_file_checksum_gen_factory")]
    public static partial void SetFileChecksums(RocksOptionsHandle options, nint factory);

    [LibraryImport(Library, EntryPoint = "rocksdb_file_checksum_gen_crc32c_factory_create")]
    public static partial nint CreateCrc32CFactory();

    [LibraryImport(Library, EntryPoint = "rocksdb_file_checksum_gen_factory_destroy")]
    public static partial void DestroyChecksumFactory(nint factory);

    [LibraryImport(Library, EntryPoint = "rocksdb_options_set_max_background_jobs")]
    public static partial void SetMaxBackgroundJobs(RocksOptionsHandle options, int count);

    [LibraryImport(Library, EntryPoint = "rocksdb_writeoptions_create")]
    public static partial RocksWriteOptionsHandle CreateWriteOptions();

    [LibraryImport(Library, EntryPoint = "rocksdb_writeoptions_set_sync")]
    public static partial void SetSync(RocksWriteOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_writeoptions_destroy")]
    public static partial void DestroyWriteOptions(nint options);

    [LibraryImport(Library, EntryPoint = "rocksdb_readoptions_create")]
    public static partial RocksReadOptionsHandle CreateReadOptions();

    [LibraryImport(Library, EntryPoint = "rocksdb_readoptions_set_verify_checksums")]
    public static partial void SetVerifyChecksums(RocksReadOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_readoptions_set_fill_cache")]
    public static partial void SetFillCache(RocksReadOptionsHandle options, byte value);

    [LibraryImport(Library, EntryPoint = "rocksdb_readoptions_destroy")]
    public static partial void DestroyReadOptions(nint options);

    [LibraryImport(Library, EntryPoint = "rocksdb_free")]
    public static partial void Free(void* memory);
}
