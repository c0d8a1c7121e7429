using System.Diagnostics;
using System.IO.Compression;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Whether a compressed file that was cut off is refused, in programs that decompressed before their first pipeline: the framework asks for its switch once.</summary>
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
