using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompiledStreams.Store;

namespace CompiledStreams.Recovery.Tests;

/// <summary>The sample as a process over one made input, in a folder of its own that is deleted at the end.</summary>
internal sealed class Sample : IDisposable
{
    private const string Name = "CustomerSpending";
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("compiled-streams-recovery-").FullName;
    private readonly string _input;
    private readonly string _runtimeConfig;

    /// <param name="input">The purchases.</param>
    public Sample(string input)
    {
        _input = input;
        _runtimeConfig = Path.Combine(_folder, "crash.runtimeconfig.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(Beside($"{Name}.runtimeconfig.json")))!;
        JsonObject properties = (JsonObject)(config["runtimeOptions"]!["configProperties"] ??= new JsonObject());
        properties["CompiledStreams.CrashPoints"] = true;
        File.WriteAllText(_runtimeConfig, config.ToJsonString());
    }

    public string Folder => _folder;

    /// <summary>A program that starts it, with its arguments; none where it starts by itself.</summary>
    public string[] Launcher { get; init; } = [];

    /// <summary>What the last run that completed printed beside its summary.</summary>
    public string Announced { get; private set; } = "";

    public string State => Path.Combine(_folder, "state");

    public string Output => Path.Combine(_folder, "out");

    /// <summary>Starts a run.</summary>
    /// <param name="crashAt">A crash point and how often it is passed before, such as <c>after-commit:4</c>; null for none.</param>
    /// <param name="tool">The program that starts it, instead of <see cref="Launcher"/>.</param>
    /// <param name="more">More arguments.</param>
    public Process Start(string? crashAt, string[]? tool = null, params string[] more)
    {
        string[] command =
            [.. tool ?? Launcher, .. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT"] : [], "dotnet", "exec", "--runtimeconfig", _runtimeConfig, "--depsfile", Beside($"{Name}.deps.json"), Beside($"{Name}.dll"),
                _input, .. more.Contains("--state") ? (string[])[] : ["--state", State], "--out", Output, "--every", "10ms", "--summary", "json", .. more];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (crashAt is not null)
            start.Environment["COMPILEDSTREAMS_CRASH_AT"] = crashAt;

        return Process.Start(start)!;
    }

    /// <summary>Runs to the end; the exit code and what was printed.</summary>
    public (int ExitCode, string Output, string Error) Run(string? crashAt = null, params string[] more)
    {
        using Process process = Start(crashAt, tool: null, more);
        return End(process);
    }

    /// <summary>Waits for a run's end.</summary>
    public static (int ExitCode, string Output, string Error) End(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(s_limit))
            return (process.ExitCode, output.Result, error.Result);

        process.Kill();
        throw new TimeoutException($"The sample didn't end within {s_limit}.");
    }

    /// <summary>A run that must complete; its summary.</summary>
    public JsonElement Complete(params string[] more)
    {
        (int exitCode, string output, string error) = Run(null, more);
        Assert.True(exitCode == 0, $"The sample ended with {exitCode}\n{output}\n{error}");
        Announced = error;
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>The parts that a reader sees, in name order, one behind the other.</summary>
    public byte[] Published()
    {
        using MemoryStream all = new();
        foreach (string part in Directory.GetFiles(Output).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal))
            all.Write(File.ReadAllBytes(part));

        return all.ToArray();
    }

    /// <summary>Epochs that are committed.</summary>
    public long Epochs()
    {
        if (!File.Exists(Path.Combine(State, "HEAD")))
            return 0;

        using SavedState saved = SavedState.Open(State, new Shop.CustomerSpending());
        return saved.Epoch;
    }

    /// <summary>Waits until a run has committed some epochs, as HEAD says; false where it ended before.</summary>
    public bool WaitFor(long epochs, Process process)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!process.HasExited)
        {
            if (HeadEpoch() >= epochs)
                return true;
            if (waited.Elapsed > s_limit)
                throw new TimeoutException($"The sample is at epoch {HeadEpoch()} and didn't come to {epochs} within {s_limit}.");

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>The newest epoch in HEAD, which a run may be writing.</summary>
    public long HeadEpoch()
    {
        string head = Path.Combine(State, "HEAD");
        if (!File.Exists(head))
            return 0;

        using FileStream file = new(head, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[Head.SlotDistance + HeadSlot.Length];
        file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return (long)Math.Max(EpochIn(bytes.AsSpan(0, HeadSlot.Length)), EpochIn(bytes.AsSpan(Head.SlotDistance)));

        static ulong EpochIn(Span<byte> slot) => HeadSlot.Read(slot)?.Mark.Epoch ?? 0;
    }

    public void Clear()
    {
        foreach (string folder in new[] { State, Output })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
