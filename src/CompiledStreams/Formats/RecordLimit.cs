namespace CompiledStreams;

internal static class RecordLimit
{
    private const int Largest = 1 << 30;

    public static int Check(int bytes) => bytes is > 0 and <= Largest
        ? bytes
        : throw new ArgumentOutOfRangeException(nameof(bytes), bytes, $"The longest record must be from 1 to {Largest} bytes.");
}
