using System.Runtime.CompilerServices;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Compares emitted text with what is checked in; UPDATE_SNAPSHOTS=1 writes it anew.</summary>
internal static class Snapshot
{
    public static void Matches(GeneratorRun run, string file, [CallerFilePath] string test = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(test)!, "..", "Snapshots", file);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, run[file]);

        Assert.True(File.Exists(path), $"'{path}' is missing; run with UPDATE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), run[file]);
    }
}
