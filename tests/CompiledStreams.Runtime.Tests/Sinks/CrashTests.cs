using CompiledStreams.Store;
using CompiledStreams.Store.Tests;
using CsCheck;

namespace CompiledStreams.Runtime.Tests;

/// <summary>However a run with checkpoints dies, readers see what is committed, and in the end every record once.</summary>
public class CrashTests
{
    public static TheoryData<Bound, bool> EverySinkAndEnd => new()
    {
        { Bound.Parts, false }, { Bound.Parts, true }, { Bound.File, false }, { Bound.File, true }, { Bound.DeadLetters, false }, { Bound.DeadLetters, true },
        { Bound.DeadLetterParts, false }, { Bound.DeadLetterParts, true },
    };

    [Theory]
    [MemberData(nameof(EverySinkAndEnd))]
    public void Wherever_a_run_dies_it_goes_on_exactly(Bound bound, bool isPowerLoss)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            int deaths = 0;
            for (bool isDying = true; isDying; deaths += isDying ? 1 : 0)
            {
                using TempFolder folder = new();
                Crashes crashes = new(bound, folder, $"seed {seed}, step {deaths + 1}");
                isDying = !crashes.Live(seed, steps: deaths + 1);
                if (isDying)
                {
                    crashes.Crash(isPowerLoss);
                    Assert.True(crashes.Live(seed + 100, steps: null));
                }

                crashes.CheckEnd();
            }

            Assert.InRange(deaths, 80, 10_000);
        }
    }

    [Theory]
    [InlineData(Bound.Parts)]
    [InlineData(Bound.File)]
    public void However_often_a_run_dies_it_goes_on_exactly(Bound bound) => Gen.Int.Sample(
        seed =>
        {
            using TempFolder folder = new();
            Random random = new(seed);
            Crashes crashes = new(bound, folder, $"seed {seed}");
            for (int life = 0; life < 12 && !crashes.Live(random.Next(), random.Next(1, 80)); life++)
                crashes.Crash(isPowerLoss: random.Next(2) == 0);

            crashes.Live(random.Next(), steps: null);
            crashes.CheckEnd();
        },
        iter: 1_000);

    [Theory]
    [InlineData(Bound.Parts)]
    [InlineData(Bound.File)]
    public void On_the_disk_a_run_goes_on_exactly(Bound bound)
    {
        for (int step = 1; step < 60; step++)
        {
            using TempFolder folder = new();
            Crashes crashes = new(bound, folder, $"step {step}", DiskFiles.Instance);
            crashes.Live(seed: 1, step);
            Assert.True(crashes.Live(seed: 2, steps: null));
            crashes.CheckEnd();
        }
    }
}

/// <summary>What a sink of these tests is bound to.</summary>
public enum Bound
{
    Parts,
    File,
    DeadLetters,
    DeadLetterParts,
}

/// <summary>A run that dies, with its files, and what they must hold.</summary>
internal sealed class Crashes
{
    private const string Header = "customer,amount\n";
    private const string Before = "an earlier run's line\n";

    private readonly Machine _machine = new();
    private readonly IFileLayer _files;
    private readonly CrashingRun _run;
    private readonly Bound _bound;
    private readonly string _path;
    private readonly string _name;
    private readonly string[] _records;

    public Crashes(Bound bound, TempFolder folder, string name, IFileLayer? files = null)
    {
        (_bound, _name, _path, _files) = (bound, name, folder["out"], files ?? new ForgetfulFiles(_machine));
        _run = new CrashingRun(_machine, _files, Open, Write);
        _records = [.. Enumerable.Range(0, CrashingRun.Events).Select(RecordOf)];
        if (!IsParts)
            WriteBefore();
    }

    private bool IsParts => _bound is Bound.Parts or Bound.DeadLetterParts;

    private bool IsDeadLetters => _bound is Bound.DeadLetters or Bound.DeadLetterParts;

    /// <summary>One life.</summary>
    /// <param name="seed">Chooses its course.</param>
    /// <param name="steps">When it dies, or null.</param>
    public bool Live(int seed, int? steps)
    {
        _machine.StepsLeft = steps;
        bool isAtEnd = _run.Live(new Random(seed), CheckRestored);
        _machine.StepsLeft = null;
        return isAtEnd;
    }

    /// <summary>The run is dead. Where the power went, what wasn't flushed is gone; what readers see belongs to what is committed.</summary>
    public void Crash(bool isPowerLoss)
    {
        if (isPowerLoss)
            ((ForgetfulFiles)_files).Crash(chance: null);
        if (IsParts)
            Assert.StartsWith(ShownParts(), Committed(_run.CommittedEvents), StringComparison.Ordinal);
    }

    public void CheckEnd()
    {
        Assert.Equal(CrashingRun.Events, _run.CommittedEvents);
        Assert.True(Committed(CrashingRun.Events) == (IsParts ? ShownParts() : AppendedFile()), _name);
        if (IsParts)
            Assert.All(_files.List(_path), file => Assert.StartsWith("part-00-", Path.GetFileName(file), StringComparison.Ordinal));
    }

    private void CheckRestored()
    {
        if (_run.Committed is not { } position)
            return;

        StateReader reader = new(position);
        (_, _, _) = (reader.ReadInt64(), FlushPort.ReadCounts(ref reader), reader.ReadByte());
        if (IsParts)
            CheckParts(PartsPosition.Read(ref reader));
        else
            Assert.True(Committed(_run.CommittedEvents) == AppendedFile(), _name);
    }

    private void CheckParts(PartsPosition position)
    {
        string[] temporaries = [.. _files.List(_path).Where(f => Path.GetFileName(f)[0] == '.')];
        Assert.Equal(position.Open < 0 ? [] : [position.Name.Temporary(position.Open)], temporaries);
        string open = position.Open < 0 ? "" : RecordsOf(temporaries[0]);
        Assert.True(Committed(_run.CommittedEvents) == ShownParts() + open, _name);
    }

    private string Committed(int events) => (IsParts ? "" : Before) + string.Concat(_records[..events]);

    /// <summary>The records of the parts that are shown, which have no gap and a header each.</summary>
    private string ShownParts()
    {
        string[] parts = [.. _files.List(_path).Where(f => Path.GetFileName(f)[0] != '.')];
        Assert.Equal(parts.Select((_, i) => Path.Join(_path, $"part-00-{i:00000000}{(IsDeadLetters ? ".jsonl" : ".csv")}")), parts);
        return string.Concat(parts.Select(RecordsOf));
    }

    private string AppendedFile() => _run.Read(_path);

    private string RecordsOf(string part)
    {
        string text = _run.Read(part);
        if (IsDeadLetters)
            return text;

        Assert.StartsWith(Header, text, StringComparison.Ordinal);
        Assert.NotEqual(Header, text);
        return text[Header.Length..];
    }

    /// <summary>The file has a line of another run's already.</summary>
    private void WriteBefore()
    {
        using (IStoreFile file = _files.Create(_path))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(Before), 0);
            file.Flush();
        }

        _files.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    private ICheckpointedSink Open(OutletSettings settings)
    {
        Format format = IsDeadLetters ? Format.JsonLines : Format.Delimited;
        Outlet outlet = IsParts
            ? SinkOpening.Open("Sink 'Updates'", Files.Parts(_path, format, o => o.MaxBytes(IsDeadLetters ? 400 : 60)), settings)
            : new CheckpointedFile("Sink 'Updates'", _path, settings, header: null);
        return IsDeadLetters
            ? new CheckpointedDeadLetterSink("Rows", outlet)
            : new CheckpointedSink<Total>("Updates", outlet, new TotalEncoder(hasHeader: true), format);
    }

    private void Write(ICheckpointedSink sink, int i)
    {
        if (sink is DeadLetterSink letters)
            letters.Write(new DeadLetter("Rows", null, i, i * 9, new RecordError("amount", "is no number", 0)), "bad"u8);
        else
            ((SinkWriter<Total>)sink).Write([new Total(i, i * 7)]);
    }

    private string RecordOf(int i) => IsDeadLetters
        ? $$"""{"source":"Rows","file":null,"line":{{i}},"offset":{{i * 9}},"field":"amount","reason":"is no number","record":"bad"}""" + "\n"
        : $"{i},{i * 7}\n";
}
