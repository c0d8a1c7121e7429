using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CsCheck;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Whether a compressed file that isn't whole, or has more than gzip members, is refused.</summary>
/// <remarks>That it was cut off is tried in programs that decompressed before their first pipeline too: the framework asks for its switch once.</remarks>
public class CompressedFileTests
{
    private const int Trailer = 8;

    [Theory]
    [InlineData(Trailer)]
    [InlineData(200)]
    public async Task A_cut_file_is_refused_in_a_program_that_decompressed_before(int missing)
    {
        using TempFolder folder = new();
        string path = WriteCut(folder, missing);

        Assert.StartsWith($"Source 'Rows' can't read file '{path}': it is a damaged gzip file: it was cut off", await ReadInChildAsync("usual", path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Trailer)]
    [InlineData(200)]
    public async Task No_compressed_file_is_read_where_the_program_decompressed_before_its_check_was_on(int missing)
    {
        using TempFolder folder = new();
        string path = WriteCut(folder, missing);

        string ended = await ReadInChildAsync("off", path);

        Assert.StartsWith($"Source 'Rows' can't read file '{path}': this process wouldn't notice that a gzip file was cut off", ended);
        Assert.Contains("""<RuntimeHostConfigurationOption Include="System.IO.Compression.UseStrictValidation" Value="true" />""", ended);
    }

    [Fact]
    public void All_members_are_read_and_what_is_none_behind_them_is_an_error_unless_it_is_zeros()
    {
        // Sizes on both sides of the pieces in which files are read and decompressed.
        Gen<int> size = Gen.OneOf(Gen.Int[0, 40], Gen.Int[8_100, 8_300], Gen.Int[0, 70_000]);
        Gen<int> none = Gen.Const(0);
        Gen<CompressionLevel> level = Gen.Bool.Select(stored => stored ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
        Gen.Select(Gen.Select(size, level).Array[1, 3], Gen.OneOf(none, size), Gen.OneOf(none, size), Gen.OneOf(none, size)).Sample((members, before, other, behind) =>
        {
            using TempFolder folder = new();
            byte[][] written = [.. members.Select(m => RandomFiles.Compress(Lines(m.Item1), m.Item2))];
            File.WriteAllBytes(folder["a.gz"], [.. written.SelectMany(b => b), .. new byte[before], .. Enumerable.Repeat((byte)'x', other), .. new byte[behind]]);
            using FileRun run = new(Files.JsonLines(folder["a.gz"]));
            Exception? exception = Record.Exception(() => run.Read());
            Assert.Equal(members.Sum(m => Lines(m.Item1).Length / Line.Length), run.Rows.Count);
            if (other > 0)
            {
                Assert.Equal($"Source 'Rows' can't read file '{folder["a.gz"]}': {Trailing}", Assert.IsType<ConnectorException>(exception).Message);
                return;
            }

            Assert.Null(exception);
            using FileRun again = new FileRun(Files.JsonLines(folder["a.gz"])).From(run.Save());
            Assert.True(again.Source.IsCompleted);
            Assert.Equal(run.Save(), again.Save());
        }, iter: 200);
    }

    [Fact]
    public void A_member_behind_zeros_is_an_error_and_not_lost()
    {
        using TempFolder folder = new();
        byte[] member = RandomFiles.Compress(Lines(100), CompressionLevel.Fastest);
        File.WriteAllBytes(folder["a.gz"], [.. member, .. new byte[512], .. member]);
        using FileRun run = new(Files.JsonLines(folder["a.gz"]));
        Assert.Equal($"Source 'Rows' can't read file '{folder["a.gz"]}': {Trailing}", Assert.Throws<ConnectorException>(() => run.Read()).Message);
    }

    [Fact]
    public void An_empty_file_is_no_empty_input()
    {
        using TempFolder folder = new();
        File.WriteAllBytes(folder["a.gz"], []);
        using FileRun run = new(Files.JsonLines(folder["a.gz"]));
        Assert.Equal(
            $"Source 'Rows' can't read file '{folder["a.gz"]}': it is a damaged gzip file: it has no bytes, and one of an empty input has 20; it was cut off, or its program wrote none for want of input, as .NET's GZipStream does: copy it again from where it came, or leave it out",
            Assert.Throws<ConnectorException>(() => run.Read()).Message);
    }

    [Fact]
    public void A_compressed_file_of_nothing_is_an_empty_input()
    {
        using TempFolder folder = new();
        RandomFiles.Write(folder["a.gz"], []);
        Assert.Empty(new FileRun(Files.JsonLines(folder["a.gz"])).Read().Rows);
    }

    private const string Line = "{\"amount\":1}\n";

    private const string Trailing =
        "behind its last gzip member it has bytes that are neither another member nor zeros, and would be lost: they are another file's, or the beginning of a member is damaged; "
        + "copy it again from where it came, and test it with 'gzip -t', or cut them off";

    /// <summary>Whole lines of about so many bytes.</summary>
    private static byte[] Lines(int bytes) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line, bytes / Line.Length)));

    private static string WriteCut(TempFolder folder, int missing)
    {
        MemoryStream whole = new();
        using (GZipStream stream = new(whole, CompressionLevel.NoCompression, leaveOpen: true))
        {
            for (int i = 0; i < 100; i++)
                stream.Write("3,3\n"u8);
        }

        File.WriteAllBytes(folder["a.gz"], whole.ToArray()[..^missing]);
        return folder["a.gz"];
    }

    private static async Task<string> ReadInChildAsync(string check, string path)
    {
        using Process child = ChildProcess.Start("decompression", check, path);
        string ended = await child.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await child.WaitForExitAsync();
        return ended;
    }
}
