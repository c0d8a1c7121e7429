namespace CompiledStreams.Runtime.Tests;

/// <summary>What a sink finds when it goes back to an epoch, and isn't as the epoch left it, is an error that names it.</summary>
public class RestoreTests
{
    [Fact]
    public void An_open_part_that_is_shorter_than_what_is_committed_or_missing_is_an_error_that_names_it()
    {
        using TempFolder folder = new();
        byte[] position = Commit(Parts(folder["out"]), drains: false);
        string open = folder["out/.part-00-00000000.csv.tmp"];
        File.WriteAllText(open, "short");
        Assert.Equal(
            $"Sink 'Updates': file '{open}' has 5 bytes, but 24 are committed; it was cut or replaced since: put it back, or start afresh without the checkpoints",
            Refused(Parts(folder["out"]), position));
        Assert.Equal("short", File.ReadAllText(open));

        File.Delete(open);
        Assert.Equal(
            $"Sink 'Updates' goes on with file '{open}', of which 24 bytes are committed, but it is missing; put it back, or start afresh without the checkpoints",
            Refused(Parts(folder["out"]), position));
    }

    [Fact]
    public void A_file_that_is_shorter_than_what_is_committed_or_missing_is_an_error_that_names_it()
    {
        using TempFolder folder = new();
        string path = folder["out.csv"];
        byte[] position = Commit(Appended(path), drains: false);
        File.WriteAllText(path, "short");
        Assert.StartsWith($"Sink 'Updates': file '{path}' has 5 bytes, but 24 are committed;", Refused(Appended(path), position), StringComparison.Ordinal);
        Assert.Equal("short", File.ReadAllText(path));

        File.Delete(path);
        Assert.StartsWith($"Sink 'Updates': file '{path}' is missing, to which 24 bytes are committed;", Refused(Appended(path), position), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_part_that_was_shown_may_be_taken_away_but_not_cut()
    {
        using TempFolder folder = new();
        byte[] position = Commit(Parts(folder["out"]), drains: true);
        string shown = folder["out/part-00-00000000.csv"];
        File.WriteAllText(shown, "short");
        Assert.StartsWith($"Sink 'Updates': file '{shown}' has 5 bytes, but 24 are committed;", Refused(Parts(folder["out"]), position), StringComparison.Ordinal);

        File.Delete(shown);
        CheckpointedSink<Total> sink = Parts(folder["out"]);
        Restore(sink, position);
        sink.Write([new Total(3, 3)]);
        sink.Drain();
        CommitEpoch(sink);
        sink.Complete();
        Assert.Equal([folder["out/part-00-00000001.csv"]], Directory.GetFiles(folder["out"]));
    }

    [Fact]
    public void Many_closed_parts_wait_for_an_epoch_without_an_open_file_each()
    {
        const int Closed = 500;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open files are listed in /proc.");
        using TempFolder folder = new();
        CheckpointedSink<Total> sink = Parts(folder["out"]);
        for (int i = 0; i < Closed; i++)
        {
            sink.Write([new Total(i, i)]);
            sink.Drain();
        }

        string real = RealPath.Of(folder["out"]);
        int open = Directory.GetFiles("/proc/self/fd").Count(path => File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName.StartsWith(real, StringComparison.Ordinal) == true);
        Assert.InRange(open, 1, 100);
        CommitEpoch(sink);
        sink.Complete();
        Assert.Equal(Closed, Directory.GetFiles(folder["out"], "part-*").Length);
    }

    [Fact]
    public void Parts_that_the_checkpoints_do_not_know_are_an_error_and_stay()
    {
        using TempFolder folder = new();
        byte[] position = Commit(Parts(folder["out"]), drains: true);
        CheckpointedSink<Total> anew = Parts(folder["out"]);
        Assert.Equal(
            $"Sink 'Updates' writes parts into folder '{folder["out"]}', where 'part-00-00000000.csv' is of another run: the checkpoints don't know it; "
                + "name another folder, or move that run's parts away",
            Assert.Throws<BindingException>(() => anew.Write([new Total(1, 1)])).Message);
        anew.Complete();

        File.WriteAllText(folder["out/part-00-00000001.csv"], "");
        Assert.Contains("'part-00-00000001.csv' is of another run", Refused(Parts(folder["out"]), position), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder["out"]).Length);
    }

    [Fact]
    public void Another_binding_than_that_of_the_checkpoint_is_an_error_that_names_both()
    {
        using TempFolder folder = new();
        byte[] parts = Commit(Parts(folder["out"]), drains: false);
        byte[] file = Commit(Appended(folder["out.csv"]), drains: false);
        Assert.Equal(
            $"Sink 'Updates' is bound to parts in folder '{folder["out"]}', but its checkpoint is of a file that is appended to; bind it as before, or start afresh without the checkpoints",
            Refused(Parts(folder["out"]), file));
        Assert.Contains("but its checkpoint is of parts in a folder", Refused(Appended(folder["out.csv"]), parts), StringComparison.Ordinal);
        Assert.Contains($"but its checkpoint wrote '{folder["out/part-00-00000000.csv"]}' and so on", Refused(Parts(folder["elsewhere"]), parts), StringComparison.Ordinal);
        Assert.Contains($"but its checkpoint wrote file '{folder["out.csv"]}'", Refused(Appended(folder["elsewhere.csv"]), file), StringComparison.Ordinal);

        EncodedSink<Total> pipe = new("Updates", new Outlet(new System.IO.Pipelines.Pipe().Writer), new TotalEncoder(hasHeader: true), Format.Delimited);
        Assert.Contains("an output that can't be taken back, but its checkpoint is of parts", Refused(pipe, parts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_format_than_that_of_the_checkpoint_is_an_error_that_names_both(bool isParts)
    {
        using TempFolder folder = new();
        IOutput With(Action<DelimitedOptions> options) => isParts
            ? Files.Parts(folder["out"], DelimitedFormat.With(options))
            : Files.Append(folder["out.csv"], DelimitedFormat.With(options));
        byte[] position = Commit(Sink(With(o => { })), drains: false);
        string[] left = [.. Directory.GetFiles(folder["."], "*", SearchOption.AllDirectories).Select(File.ReadAllText)];

        Assert.Equal(
            "Sink 'Updates' is bound as delimited text with ';' between columns and the header 'customer,amount', but its checkpoint wrote delimited text with ',' between columns and the header "
                + "'customer,amount'; bind it as before, or start afresh without the checkpoints",
            Refused(Sink(With(o => o.Delimiter(';'))), position));
        Assert.Contains("is bound as delimited text with ',' between columns and no header, but", Refused(Sink(With(o => o.WithoutHeader())), position), StringComparison.Ordinal);
        Assert.Contains(
            "is bound as delimited text with ',' between columns and no header but the columns customer, -, but", Refused(Sink(With(o => o.Columns("customer", "-"))), position), StringComparison.Ordinal);
        Assert.Equal(left, Directory.GetFiles(folder["."], "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        CheckpointedSink<Total> same = Sink(With(o => o.MaxRecordBytes(7)));
        Restore(same, position);
        same.Complete();
    }

    [Fact]
    public void The_folder_and_the_file_are_known_by_their_whole_path()
    {
        using TempFolder folder = new();
        string parts = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder["out"]);
        CheckpointedSink<Total> whole = Parts(folder["out"] + "/");
        Restore(whole, Commit(Parts(parts), drains: false));
        whole.Complete();

        string file = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder["out.csv"]);
        CheckpointedSink<Total> same = Appended(folder["out.csv"]);
        Restore(same, Commit(Appended(file), drains: false));
        same.Complete();
        byte[] position = Commit(Parts(Path.GetRelativePath(Directory.GetCurrentDirectory(), folder["other"])), drains: false);
        Assert.Contains(folder["other/part-00-00000000.csv"], Refused(Parts(parts), position), StringComparison.Ordinal);
    }

    [Fact]
    public void Fresh_deletes_the_parts_that_the_position_names_and_nothing_else()
    {
        using TempFolder folder = new();
        CheckpointedSink<Total> sink = Sink(Files.Parts(folder["out"], Format.Delimited), folder["state"]);
        WriteSome(sink);
        sink.Drain();
        CommitEpoch(sink);
        WriteSome(sink);
        byte[] position = CommitEpoch(sink);
        sink.Complete();
        string[] others = ["part-00-00000002.csv", ".part-00-00000002.csv.tmp", "part-01-00000000.csv", "part-00-00000000.jsonl", "notes.txt", "part-00-0.csv"];
        foreach (string other in others)
            File.WriteAllText(Path.Join(folder["out"], other), other);

        Assert.True(File.Exists(folder["out/part-00-00000000.csv"]) && File.Exists(folder["out/.part-00-00000001.csv.tmp"]));
        Assert.Null(SavedOutput.Read("source 'Updates'", position));
        SavedOutput.Read(sink.Part, position)!.Delete(folder["another"], []);
        Assert.True(File.Exists(folder["out/part-00-00000000.csv"]));
        SavedOutput.Read(sink.Part, position)!.Delete(folder["state"], []);
        SavedOutput.Read(sink.Part, position)!.Delete(folder["state"], []);
        Assert.Equal(others.Order(StringComparer.Ordinal), Directory.GetFiles(folder["out"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_whose_header_is_another_is_refused_at_the_first_epoch_and_after_a_restore()
    {
        const string Other = "amount,customer\n7,7\n8,8\n";
        const string Refusal = "it begins with the header 'amount,customer', but 'customer,amount' would be written";
        using TempFolder folder = new();
        CheckpointedSink<Total> sink = Appended(folder["out.csv"]);
        byte[] position = Commit(sink, drains: true);

        File.WriteAllText(folder["out.csv"], Other);
        CheckpointedSink<Total> restored = Appended(folder["out.csv"]);
        Assert.Contains(Refusal, Assert.Throws<BindingException>(() => Restore(restored, position)).Message, StringComparison.Ordinal);
        restored.Complete();
        CheckpointedSink<Total> begun = Appended(folder["out.csv"]);
        Assert.Contains(Refusal, Assert.Throws<BindingException>(() => begun.Save(new StateWriter())).Message, StringComparison.Ordinal);
        begun.Complete();
    }

    [Fact]
    public void Fresh_leaves_what_is_appended_to_and_what_is_counted()
    {
        using TempFolder folder = new();
        CheckpointedSink<Total> file = Sink(Files.Append(folder["out.csv"], Format.Delimited), folder["state"]);
        SavedOutput.Read(file.Part, Commit(file, drains: true))!.Delete(folder["state"], []);
        Assert.Equal([folder["out.csv"]], Directory.GetFiles(folder["."]).Select(Path.GetFullPath));
        Assert.Equal("customer,amount\n1,1\n2,2\n", File.ReadAllText(folder["out.csv"]));

        DiscardingSink<Total> counted = new("Updates");
        counted.Commit(counted.Reserve(3).Length);
        StateWriter position = new();
        counted.Save(position);
        Assert.Null(SavedOutput.Read(counted.Part, position.Written));
        DiscardingSink<Total> restored = new("Updates");
        Restore(restored, position.Written.ToArray());
        Assert.Equal(3, restored.Events);
    }

    [Fact]
    public void A_file_without_a_folder_and_what_is_no_regular_file_are_refused_with_checkpoints()
    {
        using TempFolder folder = new();
        OutletSettings settings = new(new BlockPool(), new ManualClock(), HasCheckpoints: true);
        Assert.Contains(
            "doesn't exist; check the folder",
            Assert.Throws<BindingException>(() => SinkOpening.Open("Sink 'Updates'", Files.Append(folder["no/out.csv"], Format.Delimited), settings)).Message, StringComparison.Ordinal);
        Assert.Null(SinkOpening.Open("Sink 'Updates'", Files.Append("/dev/null", Format.JsonLines), settings).Epochs);
        Assert.IsType<CheckpointedFile>(SinkOpening.Open("Sink 'Updates'", Files.Append(folder["out.csv"], Format.Delimited), settings));
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Fact]
    public void Counts_of_events_and_bytes_go_on()
    {
        using TempFolder folder = new();
        CheckpointedSink<Total> sink = Parts(folder["out"]);
        byte[] position = Commit(sink, drains: true);
        CheckpointedSink<Total> next = Parts(folder["out"]);
        Restore(next, position);
        Assert.Equal((2L, 24L), (next.Events, next.Bytes));
        WriteSome(next);
        Assert.Equal((4L, 48L), (next.Events, next.Bytes));
        next.Complete();
    }

    private static CheckpointedSink<Total> Parts(string folder) => Sink(Files.Parts(folder, Format.Delimited));

    private static CheckpointedSink<Total> Appended(string path) => Sink(Files.Append(path, Format.Delimited));

    private static CheckpointedSink<Total> Sink(IOutput output, string? store = null)
    {
        OutletSettings settings = new(new BlockPool(), new ManualClock(), HasCheckpoints: true) { Store = store };
        TotalEncoder encoder = new(output.Format is DelimitedFormat { HasHeader: true });
        FileHeader? header = output.Format is DelimitedFormat { HasHeader: true } delimited ? new FileHeader("Sink 'Updates'", delimited, encoder.WriteHeader) : null;
        return new("Updates", SinkOpening.Open("Sink 'Updates'", output, settings, header), encoder, output.Format);
    }

    /// <summary>Writes two events and commits them; bytes that come later belong to no epoch.</summary>
    private static byte[] Commit(CheckpointedSink<Total> sink, bool drains)
    {
        WriteSome(sink);
        if (drains)
            sink.Drain();

        byte[] position = CommitEpoch(sink);
        sink.Complete();
        return position;
    }

    private static void WriteSome(CheckpointedSink<Total> sink)
    {
        sink.Write([new Total(1, 1), new Total(2, 2)]);
        Assert.True(sink.TryFlush(() => { }));
    }

    private static byte[] CommitEpoch(CheckpointedSink<Total> sink)
    {
        StateWriter position = new();
        sink.Save(position);
        sink.Sync();
        sink.Publish();
        return position.Written.ToArray();
    }

    private static void Restore(ICheckpointed sink, byte[] position)
    {
        StateReader reader = new(position);
        sink.Restore(ref reader);
        Assert.True(reader.IsAtEnd);
    }

    private static string Refused<TSink>(TSink sink, byte[] position)
        where TSink : ICheckpointed, ILaneSink
    {
        string message = Assert.Throws<BindingException>(() => Restore(sink, position)).Message;
        sink.Complete();
        return message;
    }
}
