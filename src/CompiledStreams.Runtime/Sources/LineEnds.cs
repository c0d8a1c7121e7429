namespace CompiledStreams.Runtime;

internal static class LineEnds
{
    /// <summary>Without one LF, CRLF or CR at the end.</summary>
    public static ReadOnlySpan<byte> TrimLineEnd(this ReadOnlySpan<byte> line)
    {
        if (line is [.., (byte)'\n'])
            line = line[..^1];

        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }
}
