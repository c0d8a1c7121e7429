[assembly: AssemblyFixture(typeof(CompiledStreams.Package.Tests.PublishedSample))]

namespace CompiledStreams.Package.Tests;

/// <summary>The sample, published as a native program once for all tests.</summary>
public sealed class PublishedSample : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<string> _baseline;

    public PublishedSample() => _baseline = new Lazy<string>(() => Publish("baseline"));

    /// <summary>The program for any processor of its architecture.</summary>
    internal string Baseline => _baseline.Value;

    /// <summary>Publishes it with other properties.</summary>
    /// <param name="name">A name for the folder of what is published.</param>
    /// <param name="properties">The properties.</param>
    internal string Publish(string name, params string[] properties)
    {
        Command.Run(
            Repository.Root, "dotnet",
            ["publish", "samples/CustomerSpending", "-c", "Release", "-r", "linux-x64", "--artifacts-path", _folder.File("artifacts"), "-o", _folder.File(name), .. properties]);
        return Path.Combine(_folder.File(name), "CustomerSpending");
    }

    public void Dispose() => _folder.Dispose();
}
