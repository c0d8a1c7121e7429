using System.IO.Compression;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Decompresses something of its own, then reads a compressed file with a pipeline that skips bad records, and prints how that ended.</summary>
internal static class DecompressionJob
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    /// <param name="check"><c>off</c> as in a program that lacks the package's setting; <c>usual</c> as the program was started.</param>
    /// <param name="path">The file.</param>
    public static int Run(string check, string path)
    {
        if (check == "off")
            AppContext.SetSwitch(Switch, false);

        Decompress(Compress());
        try
        {
            using RunSummary summary = new TotalsPipeline().Read(p => p.Rows, Files.JsonLines(path), OnError.Skip).Write(p => p.Updates, Memory.Discard)
                .RunAsync().GetAwaiter().GetResult();
            Console.WriteLine(summary.Outcome);
        }
        catch (ConnectorException exception)
        {
            Console.WriteLine(exception.Message);
        }

        return 0;
    }

    private static MemoryStream Compress()
    {
        MemoryStream compressed = new();
        using (GZipStream stream = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write("any"u8);

        compressed.Position = 0;
        return compressed;
    }

    private static void Decompress(Stream compressed)
    {
        using GZipStream stream = new(compressed, CompressionMode.Decompress);
        stream.CopyTo(Stream.Null);
    }
}
