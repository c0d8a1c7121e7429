using CsCheck;

namespace CompiledStreams.Store.Tests;

/// <summary>The whole protocol of commits and openings over files that forget and a database in memory.</summary>
public class PowerLossTests
{
    private const string Pipeline = "Shop.CustomerSpending";

    [Fact]
    public void However_the_power_goes_no_epoch_that_was_seen_is_lost_and_none_is_half() => Gen.Select(Gen.Int, Gen.Bool).Sample(
        (seed, isPartial) =>
        {
            using var folder = new ScratchFolder();
            var random = new Random(seed);
            var machine = new Machine();
            var files = new ForgetfulFiles(machine);
            var database = new MemoryDatabase(machine);
            List<Content> epochs = [new()];
            int seen = 0;
            for (int life = 0; life < 8; life++)
            {
                machine.StepsLeft = random.Next(1, 60);
                try
                {
                    using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline, files, (_, _) => database);
                    Assert.InRange((int)store.Epoch, seen, epochs.Count - 1);
                    Assert.Equal(epochs[(int)store.Epoch].Lines(), Content.Read(store));
                    epochs.RemoveRange((int)store.Epoch + 1, epochs.Count - (int)store.Epoch - 1);
                    for (seen = (int)store.Epoch; ; seen++)
                    {
                        EpochBatch batch = store.BeginEpoch();
                        Content next = epochs[^1].Copy();
                        next.PutSome(batch, random);
                        epochs.Add(next);
                        store.Commit(batch, [(byte)batch.Epoch]);
                    }
                }
                catch (PowerLossException)
                {
                    machine.StepsLeft = null;

                    // Now and then only the process ends, and what it wrote is still seen by the next one.
                    if (random.Next(3) == 0)
                        continue;

                    files.Crash(isPartial ? random : null);
                    database.Crash();
                }
            }
        },
        iter: 300, threads: 1);

    [Fact]
    public void Whatever_bit_of_HEAD_flips_no_database_opens_at_an_epoch_older_than_was_committed()
    {
        using var folder = new ScratchFolder();
        var machine = new Machine();
        var files = new ForgetfulFiles(machine);
        var database = new MemoryDatabase(machine);
        var databases = new List<MemoryDatabase>();
        using (EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline, files, (_, _) => database))
        {
            for (int epoch = 1; epoch <= 5; epoch++)
            {
                EpochBatch batch = store.BeginEpoch();
                new Content().PutSome(batch, new Random(epoch));
                store.Commit(batch, []);
                databases.Add(database.Copy(machine));
            }
        }

        int length = files.BytesOf(folder["HEAD"]).Length, opened = 0;
        for (int bit = 0; bit < length * 8; bit++)
        {
            if (bit / 8 is >= HeadSlot.Length and < Head.SlotDistance && bit % 97 != 0)
                continue;

            foreach (MemoryDatabase old in databases)
            {
                ForgetfulFiles damaged = files.Copy(machine);
                damaged.BytesOf(folder["HEAD"])[bit / 8] ^= (byte)(1 << (bit % 8));
                try
                {
                    using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline, damaged, (_, _) => old.Copy(machine));
                    Assert.Equal(5ul, store.Epoch);
                    opened++;
                }
                catch (StoreException error)
                {
                    Assert.Contains("HEAD", error.Message);
                }
            }
        }

        Assert.InRange(opened, HeadSlot.Length * 8, length * 8);
    }

    [Fact]
    public void Whatever_block_is_missing_its_operator_cannot_be_read()
    {
        using var folder = new ScratchFolder();
        var machine = new Machine();
        var files = new ForgetfulFiles(machine);
        var database = new MemoryDatabase(machine);
        using (EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline, files, (_, _) => database))
        {
            for (int epoch = 1; epoch <= 5; epoch++)
            {
                EpochBatch batch = store.BeginEpoch();
                new Content().PutSome(batch, new Random(epoch));
                store.Commit(batch, []);
            }
        }

        foreach (byte[] key in database.Keys.Where(k => k.Length == BlockAddress.KeyLength))
        {
            MemoryDatabase lossy = database.Copy(machine);
            lossy.Lose(key);
            using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline, files, (_, _) => lossy);
            Assert.Contains("blocks", Assert.Throws<StoreException>(() => Content.Read(store)).Message);
        }
    }

    [Fact]
    public void A_store_that_could_not_write_an_epoch_takes_no_other()
    {
        using var folder = new ScratchFolder();
        var machine = new Machine();
        var files = new ForgetfulFiles(machine);
        var database = new MemoryDatabase(machine);
        using EmbeddedStore store = EmbeddedStore.Open(folder.Path, Pipeline, files, (_, _) => database);
        EpochBatch batch = store.BeginEpoch();
        machine.StepsLeft = 1;
        Assert.Throws<PowerLossException>(() => store.Commit(batch, []));
        machine.StepsLeft = null;
        Assert.Contains("must be opened again first", Assert.Throws<StoreException>(() => store.Commit(batch, [])).Message);
    }
}
