namespace CompiledStreams.Hosting.Tests;

/// <summary>Keeps what is written to standard error, for as long as it lasts.</summary>
internal sealed class RecordedError : IDisposable
{
    private readonly TextWriter _before = Console.Error;
    private readonly StringWriter _text = new();

    public RecordedError() => Console.SetError(TextWriter.Synchronized(_text));

    public string Text => _text.ToString();

    public void Dispose()
    {
        Console.SetError(_before);
        _text.Dispose();
    }
}
