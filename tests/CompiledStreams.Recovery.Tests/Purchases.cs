using System.Globalization;

namespace CompiledStreams.Recovery.Tests;

/// <summary>Made purchases, and what an uninterrupted run without checkpoints makes of them.</summary>
public sealed class Purchases : IDisposable
{
    private const int Count = 1_500_000;
    private const int Customers = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("compiled-streams-purchases-").FullName;
    private readonly Lazy<byte[]> _expected;

    public Purchases()
    {
        Input = Path.Combine(_folder, "purchases.jsonl");
        Write(Input);
        _expected = new Lazy<byte[]>(Evaluate);
    }

    /// <summary>The file.</summary>
    public string Input { get; }

    /// <summary>Every update, as the sink writes them.</summary>
    public byte[] Expected => _expected.Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Write(string path)
    {
        Random random = new(11);
        using StreamWriter file = new(path);
        for (int i = 0; i < Count; i++)
        {
            decimal amount = i % 50 == 0 ? 0 : random.Next(1, 20_000) / 100m;
            file.Write(string.Create(CultureInfo.InvariantCulture, $$"""{"time":{{1_700_000_000_000 + i}},"customer":{{random.Next(Customers)}},"amount":{{amount}}}"""));
            file.Write('\n');
        }
    }

    private byte[] Evaluate()
    {
        string output = Path.Combine(_folder, "expected.jsonl");
        new Shop.CustomerSpending().Read(p => p.Purchases, Files.JsonLines(Input)).Write(p => p.Spendings, Files.JsonLines(output)).RunAsync().GetAwaiter().GetResult().Dispose();
        return File.ReadAllBytes(output);
    }
}
