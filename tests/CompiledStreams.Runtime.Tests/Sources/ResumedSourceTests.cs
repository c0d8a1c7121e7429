using System.Text;
using CsCheck;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A source that was saved anywhere and goes on in another process gives what one that was never interrupted gives.</summary>
public class ResumedSourceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cut_at_any_event_the_rest_is_the_rest(bool poison) =>
        Gen.Select(RandomFiles.Any, Gen.Int[0, 1000], Gen.Int[1, 300]).Sample(
            (files, at, most) =>
            {
                using TempFolder folder = new();
                IInput input = files.Write(folder);
                using FileRun whole = new FileRun(input, poison: poison).Read(most: most);
                using FileRun first = new FileRun(input, poison: poison).Read(at % (whole.Rows.Count + 2), most);
                using FileRun second = new FileRun(input, poison: poison).From(first.Save()).Read(most: most);

                Assert.Equal(whole.Rows, [.. first.Rows, .. second.Rows]);
                Assert.Equal<string[]>(whole.TakeDeadLetters(), [.. first.TakeDeadLetters(), .. second.TakeDeadLetters()]);
                Assert.Equal(whole.Counts, second.Counts);
            },
            iter: 600);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(1_002)]
    public void Many_files_are_named_in_few_bytes_each(int finished)
    {
        using TempFolder folder = new();

        // The last two share half of their first character.
        string[] names = [.. Enumerable.Range(0, 1_000).Select(i => $"host-{i:D4}.jsonl"), "\U0001F600.jsonl", "\U0001F601.jsonl"];
        foreach ((int i, string name) in names.Index())
            File.WriteAllText(folder[name], $$"""{"customer":{{i}},"amount":1}""");

        IInput input = Files.JsonLines([.. names.Select(name => folder[name])]);
        using FileRun first = new FileRun(input).Read(finished);
        byte[] position = first.Save();
        using FileRun second = new FileRun(input).From(position);
        Assert.Equal(position, second.Save());
        Assert.Equal(names.Length, first.Rows.Count + second.Read().Rows.Count);
        Assert.InRange(position.Length, 1, (names.Length * 20) + (finished * 16));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopped_at_a_bad_record_it_stops_there_again_with_the_same_message(bool poison) =>
        Gen.Select(RandomFiles.Any, Gen.Int[1, 300]).Sample(
            (files, most) =>
            {
                using TempFolder folder = new();
                IInput input = files.Write(folder);
                using FileRun first = new(input, stops: true, poison);
                if (Record.Exception(() => first.Read(most: most)) is not BadRecordException error)
                    return;

                using FileRun second = new FileRun(input, stops: true, poison).From(first.Save());
                Assert.Equal(error.Message, Assert.Throws<BadRecordException>(() => second.Read()).Message);
                Assert.Empty(second.Rows);
                Assert.Equal(first.Source.Events, second.Source.Events);
                Assert.Equal(first.Save(), second.Save());
            },
            iter: 300);

    [Theory]
    [InlineData(true, "a.log", false)]
    [InlineData(true, "a.log.gz", false)]
    [InlineData(false, "a.log", false)]
    [InlineData(false, "a.log.gz", false)]
    [InlineData(true, "a.log", true)]
    public void Started_again_for_every_block_nothing_is_lost_where_pieces_of_the_file_meet(bool isJson, string name, bool poison)
    {
        // Records of about 1,100 bytes: a block of events ends within a record that lies in two pieces.
        Random random = new(1);
        StringBuilder text = new(isJson ? "" : "text,customer,amount\n");
        for (int i = 0; i < 2_000; i++)
        {
            string filling = new('x', random.Next(900, 1300));
            text.Append(isJson ? $$"""{"text":"{{filling}}","customer":{{i}},"amount":1}""" : $"\"{filling}\n\",{i},1").Append('\n');
            if (i % 500 == 100)
                text.Append(isJson ? "bad" : "bad,bad").Append('b', 600_000).Append('\n');
        }

        using TempFolder folder = new();
        RandomFiles.Write(folder[name], Encoding.UTF8.GetBytes(text.ToString()));
        IInput input = isJson ? Files.JsonLines(folder[name], o => o.MaxRecordBytes(2_000)) : Files.Delimited(folder[name], o => o.MaxRecordBytes(2_000));
        using FileRun whole = new FileRun(input, poison: poison).Read();
        List<string> rows = [];
        List<string> deadLetters = [];
        byte[]? position = null;
        string counts = "";
        for (bool hasEnded = false; !hasEnded;)
        {
            using FileRun run = new(input, poison: poison);
            if (position is not null)
                run.From(position);

            for (int i = random.Next(1, 3); i > 0 && !run.Source.IsCompleted; i--)
                run.ReadBlock(256);

            position = run.Save();
            rows.AddRange(run.Rows);
            deadLetters.AddRange(run.TakeDeadLetters());
            hasEnded = run.Source.IsCompleted;
            counts = run.Counts;
        }

        Assert.Equal(whole.Rows, rows);
        Assert.Equal(whole.TakeDeadLetters(), deadLetters);
        Assert.Equal(whole.Counts, counts);
        Assert.Equal(4, whole.Source.Skipped);
    }

    [Fact]
    public void Stopped_before_its_end_it_goes_on_where_it_stopped()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.log"], string.Concat(Enumerable.Range(0, 20_000).Select(i => $$"""{"amount":{{i}}}""" + "\n")));
        IInput input = Files.JsonLines(folder["a.log"]);
        using FileRun first = new FileRun(input).Read(100);
        first.Source.Stop();
        first.Read();
        Assert.Equal(100, first.Rows.Count);
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(i => $$"""{"amount":{{i}}}""" + "\n")).Length, first.Source.Bytes);

        using FileRun second = new FileRun(input).From(first.Save());
        Assert.False(second.Source.IsCompleted);
        second.Read();
        Assert.Equal(20_000, first.Rows.Count + second.Rows.Count);
        Assert.Equal(20_000, second.Source.Events);
        Assert.Equal(new FileInfo(folder["a.log"]).Length, second.Source.Bytes);
    }

    [Theory]
    [InlineData("a.log")]
    [InlineData("a.log.gz")]
    public void A_source_that_has_ended_has_ended_when_it_starts_again(string name)
    {
        using TempFolder folder = new();
        RandomFiles.Write(folder[name], """{"amount":1}"""u8.ToArray());
        RandomFiles.Write(folder["b.log"], []);
        IInput input = Files.JsonLines([folder[name], folder["b.log"]]);
        using FileRun first = new FileRun(input).Read();

        using FileRun second = new FileRun(input).From(first.Save());
        Assert.True(second.Source.IsCompleted);
        Assert.False(second.Source.StartReading(() => { }));
        Assert.Equal(first.Counts, second.Counts);
        Assert.Equal(first.Save(), second.Save());
        File.AppendAllText(folder["b.log"], "x");
        Assert.Contains($"file '{folder["b.log"]}' was read to its end at byte 0, and has grown to 1 bytes since", Refused(input, first.Save()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.log")]
    [InlineData("a.log.gz")]
    public void Saving_allocates_nothing(string name)
    {
        using TempFolder folder = new();
        RandomFiles.Write(folder[name], Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"amount\":1}\n", 20_000))));
        using FileRun run = new FileRun(Files.JsonLines(folder[name])).Read(15_000);
        StateWriter writer = new();
        run.Source.Save(writer);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            writer.Clear();
            run.Source.Save(writer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_position_of_files_is_none_of_memory()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.log"], """{"amount":1}""");
        using FileRun run = new FileRun(Files.JsonLines(folder["a.log"])).Read();
        Assert.Contains("it was bound to files then", Refused(Memory.From(new byte[1], Format.JsonLines), run.Save()), StringComparison.Ordinal);
    }

    internal static string Refused(IInput input, byte[] position)
    {
        using FileRun run = new(input);
        string message = Assert.Throws<BindingException>(() => run.From(position)).Message;
        Assert.StartsWith("Source 'Rows' can't go on where its saved state left it: ", message, StringComparison.Ordinal);
        Assert.EndsWith("; bring its input back as it was, or start afresh without the saved state (.StartFresh(), or --fresh where the program has it)", message, StringComparison.Ordinal);
        return message;
    }
}
