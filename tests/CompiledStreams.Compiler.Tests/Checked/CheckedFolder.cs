namespace CompiledStreams.Compiler.Tests.Checked;

/// <summary>A folder that has exactly the files of a run; UPDATE_SNAPSHOTS=1 writes it anew.</summary>
internal static class CheckedFolder
{
    public static void Matches(GeneratorRun run, params string[] path)
    {
        string folder = Path.Combine(path);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            Write(run, folder);

        string hint = $"'{folder}' isn't what is emitted now; look at the difference after a run with UPDATE_SNAPSHOTS=1.";
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!)] : [];
        Assert.True(run.Files.ToHashSet().SetEquals(files), hint);
        foreach (string file in run.Files)
            Assert.True(File.ReadAllText(Path.Combine(folder, file)).ReplaceLineEndings("\n") == run[file], $"{file}: {hint}");
    }

    private static void Write(GeneratorRun run, string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        Directory.CreateDirectory(folder);
        foreach (string file in run.Files)
            File.WriteAllText(Path.Combine(folder, file), run[file]);
    }
}
