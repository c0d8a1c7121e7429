using System.Text;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Files that aren't as they were when a source was saved are named, with what differs and what to do.</summary>
public class ChangedInputTests
{
    private static readonly string s_lines = string.Concat(Enumerable.Range(1000, 2000).Select(i => $$"""{"amount":{{i}}}""" + "\n"));

    [Theory]
    [InlineData("a.log")]
    [InlineData("a.log.gz")]
    public void A_file_that_is_shorter_than_what_was_read_is_refused(string name)
    {
        using TempFolder folder = new();
        byte[] position = Leave(folder, name, after: 1500);
        byte[] bytes = File.ReadAllBytes(folder[name]);
        int kept = name.EndsWith(".gz", StringComparison.Ordinal) ? bytes.Length - 1 : 16 * 1500 - 1;
        File.WriteAllBytes(folder[name], bytes[..kept]);
        string message = ResumedSourceTests.Refused(Files.JsonLines(folder[name]), position);
        Assert.Contains($"file '{folder[name]}' is {kept} bytes long now, but ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.log", 0, "begins with other bytes than the file that was read (its first 4096 bytes differ)")]
    [InlineData("a.log", 4095, "begins with other bytes than the file that was read (its first 4096 bytes differ)")]
    [InlineData("a.log", 23999, "has other bytes than the file that was read before byte 24000, where reading ended")]
    [InlineData("a.log", 24000 - 4096, "has other bytes than the file that was read before byte 24000, where reading ended")]
    [InlineData("a.log.gz", 20, "begins with other bytes")]
    public void A_file_with_other_bytes_where_it_is_checked_is_refused(string name, int at, string difference)
    {
        using TempFolder folder = new();
        byte[] position = Leave(folder, name, after: 1500);
        Change(folder[name], at);
        Assert.Contains($"file '{folder[name]}' {difference}", ResumedSourceTests.Refused(Files.JsonLines(folder[name]), position), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_short_position_only_what_was_read_is_checked()
    {
        using TempFolder folder = new();
        byte[] position = Leave(folder, "a.log", after: 2);
        Change(folder["a.log"], 32);
        using FileRun run = new FileRun(Files.JsonLines(folder["a.log"])).From(position);
        Change(folder["a.log"], 31);
        Assert.Contains("its first 32 bytes differ", ResumedSourceTests.Refused(Files.JsonLines(folder["a.log"]), position), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_grew_before_it_was_read_to_its_end_is_read_with_what_was_added()
    {
        using TempFolder folder = new();
        byte[] position = Leave(folder, "a.log", after: 1500);
        File.AppendAllText(folder["a.log"], s_lines);
        using FileRun run = new FileRun(Files.JsonLines(folder["a.log"])).From(position).Read();
        Assert.Equal(2500, run.Rows.Count);
    }

    [Fact]
    public void A_line_that_was_taken_without_an_end_and_goes_on_now_is_refused()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.log"], "{\"amount\":1}\n{\"amount\":2}");
        using FileRun first = new FileRun(Files.JsonLines(folder["a.log"])).Read(2);
        byte[] position = first.Save();
        Assert.False(first.Source.IsCompleted);
        File.AppendAllText(folder["a.log"], "\n");
        Assert.Contains("where its last line had no end, and has grown to 26 bytes since", ResumedSourceTests.Refused(Files.JsonLines(folder["a.log"]), position), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_file_that_changed_its_length_is_refused()
    {
        using TempFolder folder = new();
        byte[] position = LeaveSecond(folder);
        File.AppendAllText(folder["a.log"], "\n");
        Assert.Contains($"file '{folder["a.log"]}' was read to its end at byte 13, and is 14 bytes long now", ResumedSourceTests.Refused(Pattern(folder), position), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".log", 0, "begins with other bytes than the file that was read (its first 4096 bytes differ)")]
    [InlineData(".log", 31999, "has other bytes than the file that was read before byte 32000")]
    [InlineData(".log.gz", 20, "begins with other bytes than the file that was read")]
    public void A_finished_file_that_was_replaced_at_equal_length_is_refused(string end, int at, string difference)
    {
        using TempFolder folder = new();
        foreach (string name in new[] { "a", "b" })
            RandomFiles.Write(folder[name + end], Encoding.UTF8.GetBytes(s_lines));

        IInput pattern = Files.JsonLines(folder["*" + end]);
        using FileRun run = new FileRun(pattern).Read(2500);
        byte[] position = run.Save();
        Assert.Equal(4000, new FileRun(pattern).From(position).Read().Source.Events);
        Change(folder["a" + end], at);
        Assert.Contains($"file '{folder["a" + end]}' {difference}", ResumedSourceTests.Refused(pattern, position), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_is_refused_and_both_are_named()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.csv"], "customer,amount,text\n1,1,x\n2,2,y\n");
        using FileRun run = new FileRun(Files.Delimited(folder["a.csv"])).Read(1);
        byte[] position = run.Save();
        Assert.Contains(
            "it was read as delimited text with ',' between columns and a header, and is bound as JSON lines now;",
            ResumedSourceTests.Refused(Files.JsonLines(folder["a.csv"]), position), StringComparison.Ordinal);
        Assert.Contains("bound as delimited text with blanks between columns and no header now", ResumedSourceTests.Refused(Files.Delimited(folder["a.csv"], o => o.Blank()), position), StringComparison.Ordinal);
        Assert.Contains("bound as JSON lines with times as time:ms now", ResumedSourceTests.Refused(Files.JsonLines(folder["a.csv"], o => o.Time("time", "ms")), position), StringComparison.Ordinal);
        Assert.Single(new FileRun(Files.Delimited(folder["a.csv"], o => o.MaxRecordBytes(100))).From(position).Read().Rows);
    }

    [Fact]
    public void What_was_read_is_still_named_first_and_in_order()
    {
        using TempFolder folder = new();
        byte[] position = LeaveSecond(folder);
        Assert.Contains($"file '{folder["a.log"]}' was read, and isn't among", ResumedSourceTests.Refused(Of("b.log", "c.log"), position), StringComparison.Ordinal);
        Assert.Contains($"file '{folder["b.log"]}' comes before '{folder["a.log"]}' now", ResumedSourceTests.Refused(Of("b.log", "a.log", "c.log"), position), StringComparison.Ordinal);
        Assert.Contains($"file '{folder["c.log"]}' was still to be read", ResumedSourceTests.Refused(Of("a.log", "b.log"), position), StringComparison.Ordinal);
        File.WriteAllText(folder["aa.log"], "");
        Assert.Contains($"file '{folder["aa.log"]}' comes before '{folder["b.log"]}' now", ResumedSourceTests.Refused(Pattern(folder), position), StringComparison.Ordinal);

        IInput Of(params string[] names) => Files.JsonLines(names.Select(n => folder[n]));
    }

    [Fact]
    public void A_file_that_comes_later_is_not_read_where_it_is_a_patterns_and_refused_where_it_is_named()
    {
        using TempFolder folder = new();
        byte[] position = LeaveSecond(folder);
        File.WriteAllText(folder["bb.log"], "{\"amount\":9}\n");
        File.WriteAllText(folder["d.log"], "{\"amount\":9}\n");
        using FileRun run = new FileRun(Pattern(folder)).From(position).Read();
        Assert.Equal(["4", "5"], run.Rows.Select(r => r.Split("Amount = ")[1].Split(',')[0]));

        IInput named = Files.JsonLines(new[] { "a.log", "b.log", "bb.log", "c.log" }.Select(n => folder[n]));
        Assert.Contains($"file '{folder["bb.log"]}' is new among the source's files; files that come later are read only where", ResumedSourceTests.Refused(named, position), StringComparison.Ordinal);
        File.Delete(folder["bb.log"]);
        Assert.Contains($"file '{folder["d.log"]}' is new among the source's files, all of which were read to their end", ResumedSourceTests.Refused(Pattern(folder), run.Save()), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_can_be_read_again_is_replayable()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["empty.log"], "");
        Assert.True(Files.JsonLines(folder["empty.log"]) is IInput { IsReplayable: true });
        Assert.False(Files.JsonLines("/dev/null") is IInput { IsReplayable: true });
        Assert.False(StandardInput.JsonLines().IsReplayable);
        Assert.False(Memory.From(new byte[1], Format.JsonLines).IsReplayable);
        Assert.False(Memory.From(new Row[1]).IsReplayable);
        Assert.False(Memory.From(Enumerable.Empty<Row>()).IsReplayable);
    }

    private static IInput Pattern(TempFolder folder) => Files.JsonLines(folder["*.log"]);

    /// <summary>Three files of two records, of which three records were read.</summary>
    private static byte[] LeaveSecond(TempFolder folder)
    {
        File.WriteAllText(folder["a.log"], "{\"amount\":1}\n");
        File.WriteAllText(folder["b.log"], "{\"amount\":3}\n{\"amount\":4}\n");
        File.WriteAllText(folder["c.log"], "{\"amount\":5}\n");
        using FileRun run = new FileRun(Pattern(folder)).Read(2);
        return run.Save();
    }

    private static byte[] Leave(TempFolder folder, string name, int after)
    {
        RandomFiles.Write(folder[name], Encoding.UTF8.GetBytes(s_lines));
        using FileRun run = new FileRun(Files.JsonLines(folder[name])).Read(after);
        return run.Save();
    }

    private static void Change(string path, int at)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
