using System.Runtime.CompilerServices;

namespace CompiledStreams.Compiler.Tests.Checked;

/// <summary>The files of the sample that the compiler has to do with.</summary>
internal static class SampleSources
{
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    public static string Folder { get; } = Path.Combine(Repository, "samples/CustomerSpending");

    public static string[] All { get; } =
        [.. ((string[])["Purchase.cs", "Spending.cs", "CustomerSpending.cs"]).Select(file => File.ReadAllText(Path.Combine(Folder, file)))];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
