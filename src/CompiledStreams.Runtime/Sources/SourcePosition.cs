using Microsoft.Win32.SafeHandles;

namespace CompiledStreams.Runtime;

/// <summary>Where a source of records stands in its open input.</summary>
/// <param name="Offset">Where the next record begins, in bytes.</param>
/// <param name="Lines">Line ends before it.</param>
/// <param name="IsDiscarding">Whether that is within a record that was too long, whose rest is passed over.</param>
/// <param name="IsCompleted">Whether it has ended there.</param>
internal readonly record struct SourcePosition(long Offset, long Lines, bool IsDiscarding, bool IsCompleted)
{
    public static SourcePosition Read(ref StateReader reader) => new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean(), reader.ReadBoolean());

    public void Save(StateWriter writer)
    {
        writer.Write(Offset);
        writer.Write(Lines);
        writer.Write(IsDiscarding);
        writer.Write(IsCompleted);
    }

    /// <summary>Whether the line before the offset has no end, though it was read.</summary>
    public bool IsLineOpen(SafeFileHandle file)
    {
        Span<byte> before = stackalloc byte[3];
        before = before[..(int)Math.Min(before.Length, Offset)];
        if (IsDiscarding || RandomAccess.Read(file, before, Offset - before.Length) < before.Length || before.IsEmpty)
            return false;

        bool isByteOrderMark = Offset == 3 && before.SequenceEqual<byte>([0xEF, 0xBB, 0xBF]);
        return before[^1] != '\n' && !isByteOrderMark;
    }
}
