namespace CompiledStreams.Runtime;

/// <summary>What a run says on standard error beside its output.</summary>
internal static class RunMessages
{
    /// <summary>Writes a line. Where it can't be written it is lost: a run doesn't fail for its messages.</summary>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <param name="message">What is to be said of it.</param>
    public static void Write(string pipeline, string message)
    {
        try
        {
            Console.Error.WriteLine($"{pipeline}: {message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
        }
    }
}
