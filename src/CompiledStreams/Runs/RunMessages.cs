namespace CompiledStreams;

/// <summary>Takes what a run says beside its output. Called by the run's threads.</summary>
internal interface IRunMessages
{
    /// <summary>Takes what is good to know.</summary>
    /// <param name="pipeline">The pipeline's full name.</param>
    /// <param name="message">What is to be said of it.</param>
    void Inform(string pipeline, string message);

    /// <summary>Takes what is not as it should be, though the run goes on.</summary>
    /// <inheritdoc cref="Inform"/>
    void Warn(string pipeline, string message);
}

/// <summary>Writes messages to standard error, a line each. Where one can't be written it is lost: a run doesn't fail for its messages.</summary>
internal sealed class StandardErrorMessages : IRunMessages
{
    public static StandardErrorMessages Instance { get; } = new();

    public void Inform(string pipeline, string message) => Write(pipeline, message);

    public void Warn(string pipeline, string message) => Write(pipeline, message);

    private static void Write(string pipeline, string message)
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
