using System.IO.Compression;

namespace CompiledStreams.Runtime;

/// <summary>Whether decompression in this process refuses what was cut off: without the framework's switch it ends like a whole file.</summary>
/// <remarks>The framework asks for the switch once, when the process first decompresses. The package has programs start with it; where one doesn't, setting it here is in
/// time only if nothing was decompressed before. So it isn't trusted but tried.</remarks>
internal static class CutGzipCheck
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    public const string WhyOff =
        "this process wouldn't notice that a gzip file was cut off, because it decompressed something else before that check was on; "
        + $"put <RuntimeHostConfigurationOption Include=\"{Switch}\" Value=\"true\" /> in an <ItemGroup> of the program's project "
        + "(a project that references the CompiledStreams package has it), "
        + $"or call AppContext.SetSwitch(\"{Switch}\", true) first in the program's Main";

    public static bool IsOn { get; } = Try();

    private static bool Try()
    {
        AppContext.SetSwitch(Switch, true);
        using GZipStream stream = new(new MemoryStream(Cut()), CompressionMode.Decompress);
        try
        {
            while (stream.ReadByte() >= 0)
            {
            }

            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>A file of one byte without the checksum and length that end it.</summary>
    private static byte[] Cut() => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, /* last block, stored, of 1 byte */ 1, 1, 0, 0xFE, 0xFF, (byte)'x'];
}
