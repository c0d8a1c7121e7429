using System.Text;
using CompiledStreams.Store;
using CompiledStreams.Store.Tests;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A sink in a run with checkpoints that may die at any step: the lane and the store's thread take turns, and the store is a field.</summary>
internal sealed class CrashingRun(Machine machine, IFileLayer files, Func<OutletSettings, ICheckpointedSink> open, Action<ICheckpointedSink, int> write)
{
    public const int Events = 60;

    /// <summary>The position that is committed, or null.</summary>
    public byte[]? Committed { get; private set; }

    /// <summary>How many events are in it.</summary>
    public int CommittedEvents { get; private set; }

    /// <summary>Lives until the end of the input, or dies.</summary>
    /// <param name="random">Chooses when epochs are taken and how the threads take turns.</param>
    /// <param name="check">Looks at what readers see once everything is restored.</param>
    /// <returns>Whether it came to the end.</returns>
    public bool Live(Random random, Action check)
    {
        try
        {
            LiveOn(random, check);
            return true;
        }
        catch (Exception exception) when (exception is PowerLossException || exception.InnerException is PowerLossException)
        {
            return false;
        }
    }

    /// <summary>The text of a file.</summary>
    public string Read(string path)
    {
        using IStoreFile file = files.Open(path);
        byte[] bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return Encoding.UTF8.GetString(bytes);
    }

    private void LiveOn(Random random, Action check)
    {
        ManualClock clock = new();
        ICheckpointedSink sink = open(new OutletSettings(new BlockPool(), clock, HasCheckpoints: true) { Files = files });
        int at = Restore(sink);
        check();
        if (Committed is null && sink.IsEpochWanted)
            TakeEpoch(sink, at: 0, () => { });

        while (at < Events)
        {
            WriteSome();
            if (random.Next(8) == 0)
                clock.Advance(TimeSpan.FromSeconds(61));
            if (random.Next(3) == 0)
                TakeEpoch(sink, at, WriteSome);
        }

        sink.Drain();
        TakeEpoch(sink, at, () => { });
        Assert.False(sink.IsEpochWanted);
        ((ILaneSink)sink).Complete();

        void WriteSome()
        {
            for (int i = random.Next(4); i >= 0 && at < Events; i--)
                write(sink, at++);

            Assert.True(((ILaneSink)sink).TryFlush(() => { }));
        }
    }

    private int Restore(ICheckpointedSink sink)
    {
        if (Committed is null)
            return 0;

        StateReader position = new(Committed);
        sink.Restore(ref position);
        Assert.True(position.IsAtEnd);
        Assert.Equal(CommittedEvents, ((ILaneSink)sink).Events);
        return CommittedEvents;
    }

    private void TakeEpoch(ICheckpointedSink sink, int at, Action writeOn)
    {
        StateWriter position = new();
        sink.Save(position);
        byte[] saved = position.Written.ToArray();
        machine.Step();
        writeOn();
        sink.Sync();
        machine.Step();
        (Committed, CommittedEvents) = (saved, at);
        machine.Step();
        writeOn();
        sink.Publish();
        machine.Step();
    }
}
