namespace CompiledStreams.Store.Tests;

public class EmbeddedStoreTests
{
    private const string Pipeline = "Shop.CustomerSpending";

    [Fact]
    public void What_was_committed_is_there_after_reopening()
    {
        using var folder = new ScratchFolder();
        var content = new Content();
        var random = new Random(1);
        for (ulong epoch = 0; epoch < 12; epoch += 3)
        {
            using EmbeddedStore store = EmbeddedStore.Open(folder["state"], Pipeline);
            Assert.Equal(epoch, store.Epoch);
            Assert.Equal(epoch == 0 ? [] : [(byte)epoch], store.Payload);
            Assert.Equal(content.Lines(), Content.Read(store));
            for (ulong next = epoch + 1; next <= epoch + 3; next++)
            {
                EpochBatch batch = store.BeginEpoch();
                content.PutSome(batch, random, recordLength: 40_000);
                store.Commit(batch, [(byte)next]);
                Assert.Equal(content.Lines(), Content.Read(store));
            }

            // Begun and never committed: it is lost with the process.
            content.Copy().PutSome(store.BeginEpoch(), random);
        }
    }

    [Fact]
    public void An_epoch_is_filled_while_the_one_before_is_committed_and_a_third_must_wait()
    {
        using var folder = new ScratchFolder();
        using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline);
        var content = new Content();
        EpochBatch first = store.BeginEpoch();
        content.Put(first, 1, 0, "first");
        EpochBatch second = store.BeginEpoch();
        content.Put(second, 1, 0, "second");

        Assert.Throws<InvalidOperationException>(() => store.BeginEpoch());
        Assert.Throws<InvalidOperationException>(() => store.Commit(second, []));
        store.Commit(first, []);
        Assert.Equal(["1/0/1: first"], Content.Read(store));
        store.Commit(second, []);
        Assert.Equal(content.Lines(), Content.Read(store));
        Assert.Throws<InvalidOperationException>(() => store.Commit(second, []));
    }

    [Fact]
    public void An_epoch_allocates_little()
    {
        using var folder = new ScratchFolder();
        using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline);
        var writer = new BlockWriter(1, 2, BlockKind.Log, 3);
        byte[] record = new byte[48];
        long allocated = long.MaxValue;
        for (int epoch = 0; epoch < 12; epoch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            EpochBatch batch = store.BeginEpoch();
            for (int i = 0; i < 5_000; i++)
                writer.Append(record, batch);
            writer.Flush(batch);
            store.Commit(batch, record);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(allocated, 0, 256);
    }

    [Fact]
    public void Bytes_of_an_operator_are_counted_and_deletions_taken_off()
    {
        using var folder = new ScratchFolder();
        using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline);
        var content = new Content();
        EpochBatch batch = store.BeginEpoch();
        content.Put(batch, 1, 0, "0123456789");
        content.Put(batch, 1, 1, "0123456789");
        store.Commit(batch, []);
        Assert.Equal(2ul * (BlockHeader.Length + 11), store.BytesOf(1));

        batch = store.BeginEpoch();
        content.DeleteBefore(batch, 1, 1, batch.Epoch);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.DeleteBefore(1, 1, batch.Epoch + 1));
        store.Commit(batch, []);
        Assert.Equal(BlockHeader.Length + 11ul, store.BytesOf(1));
        Assert.Equal(["1/0/1: 0123456789"], Content.Read(store));
        Assert.Equal(0ul, store.BytesOf(9));
    }

    [Fact]
    public void A_store_of_another_pipeline_is_refused_by_name()
    {
        using var folder = new ScratchFolder();
        EmbeddedStore.Open(folder["state"], Pipeline).Dispose();
        var error = Assert.Throws<StoreException>(() => EmbeddedStore.Open(folder["state"], "Shop.Other"));
        Assert.Equal($"{folder["state"]}: the store belongs to the pipeline Shop.CustomerSpending, and can't be used by Shop.Other. Give each pipeline a folder of its own.", error.Message);
        EmbeddedStore.Open(folder["state"], Pipeline).Dispose();
    }

    [Fact]
    public void A_store_in_use_is_refused()
    {
        using var folder = new ScratchFolder();
        using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline);
        Assert.Contains("in use by process", Assert.Throws<StoreException>(() => EmbeddedStore.Open(folder.Path, Pipeline)).Message);
        Assert.Contains("in use by process", Assert.Throws<StoreException>(() => StoreDeletion.Prepare(folder.Path, Pipeline)).Message);
    }

    [Fact]
    public void A_database_without_HEAD_is_an_error_and_so_is_HEAD_without_a_database()
    {
        using var folder = new ScratchFolder();
        using (EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline))
            store.Commit(store.BeginEpoch(), []);

        File.Move(folder["HEAD"], folder["kept"]);
        Assert.StartsWith(folder["HEAD"] + ": it is missing", Assert.Throws<StoreException>(() => EmbeddedStore.Open(folder.Path, Pipeline)).Message);
        File.Move(folder["kept"], folder["HEAD"]);
        Directory.Delete(folder["rocksdb"], recursive: true);
        Assert.Contains("damaged or missing", Assert.Throws<StoreException>(() => EmbeddedStore.Open(folder.Path, Pipeline)).Message);
    }

    [Fact]
    public void A_store_that_was_deleted_begins_at_epoch_0_and_what_else_is_in_its_folder_stays()
    {
        using var folder = new ScratchFolder();
        using (EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline))
            store.Commit(store.BeginEpoch(), [7]);
        File.WriteAllText(folder["mine"], "");

        Assert.Contains("belongs to the pipeline", Assert.Throws<StoreException>(() => StoreDeletion.Prepare(folder.Path, "Shop.Other")).Message);
        using (StoreDeletion deletion = StoreDeletion.Prepare(folder.Path, Pipeline)!)
        {
            Assert.Equal([7], deletion.Payload!);
            deletion.Begin();
            deletion.Complete();
        }

        Assert.Null(StoreDeletion.Prepare(folder.Path, Pipeline));
        Assert.Null(StoreDeletion.Prepare(folder["no-such-folder"], Pipeline));
        Assert.True(File.Exists(folder["mine"]));
        using EmbeddedStore again = EmbeddedStore.Open(folder.Path, "Shop.Other");
        Assert.Equal(0ul, again.Epoch);
        Assert.Empty(again.Operators);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_that_names_it()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["file"], "");
        var error = Assert.Throws<StoreException>(() => EmbeddedStore.Open(folder["file/state"], Pipeline));
        Assert.StartsWith(folder["file"] + "/state: the store's folder can't be made: ", error.Message);
    }
}
