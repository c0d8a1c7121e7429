namespace CompiledStreams.Package.Tests;

public class PackageTests
{
    private const string Version = "0.1.0-test";

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="CompiledStreams" Version="0.1.0-test" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using CompiledStreams;

        await new WordCount()
            .Read(p => p.Lines, Files.JsonLines("lines.jsonl"))
            .Write(p => p.Counts, Files.JsonLines("counts.jsonl"))
            .RunAsync();

        Console.Write(File.ReadAllText("counts.jsonl"));

        [Event]
        public readonly partial record struct Line(Utf8Text Text);

        [Event]
        public readonly partial record struct Count(Utf8Text Word, long Times);

        [Pipeline]
        public sealed partial class WordCount
        {
            [Source] public partial Source<Line> Lines { get; }

            [KeyBy] internal static Utf8Text Word(in Line line) => line.Text;

            [Aggregate]
            internal partial struct Counter
            {
                private long times;

                public void Add(in Line line) => times++;

                public readonly Count Result(Utf8Text word) => new(word, times);
            }

            [Sink] public partial Sink<Count> Counts { get; }
        }
        """;

    [Fact]
    public void A_small_app_in_an_empty_folder_builds_against_the_package_and_runs()
    {
        using TemporaryFolder folder = new();
        Command.Run(Repository.Root, "dotnet", "pack", "src/CompiledStreams.Package", "-c", "Release", $"-p:Version={Version}",
            "--artifacts-path", folder.File("artifacts"), "-o", folder.File("feed"));
        File.WriteAllText(folder.File("nuget.config"), """
            <configuration><packageSources><clear /><add key="packed" value="feed" /></packageSources></configuration>
            """);
        File.WriteAllText(folder.File("App.csproj"), Project);
        File.WriteAllText(folder.File("Program.cs"), Program);
        File.WriteAllText(folder.File("lines.jsonl"), "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"a\"}\n");
        Directory.CreateDirectory(folder.File("packages"));

        string printed = Command.Run(folder.Path, [("NUGET_PACKAGES", folder.File("packages"))], "dotnet", "run", "-c", "Release", "--project", "App.csproj");

        Assert.Equal("""
            {"word":"a","times":1}
            {"word":"b","times":1}
            {"word":"a","times":2}

            """, printed);
    }

    [Fact]
    public void A_mistake_in_an_app_is_reported_by_the_packages_analyzer()
    {
        using TemporaryFolder folder = new();
        Command.Run(Repository.Root, "dotnet", "pack", "src/CompiledStreams.Package", "-c", "Release", $"-p:Version={Version}",
            "--artifacts-path", folder.File("artifacts"), "-o", folder.File("feed"));
        File.WriteAllText(folder.File("nuget.config"), """
            <configuration><packageSources><clear /><add key="packed" value="feed" /></packageSources></configuration>
            """);
        File.WriteAllText(folder.File("App.csproj"), Project);
        File.WriteAllText(folder.File("Program.cs"), Program.Replace("[KeyBy] internal static Utf8Text Word", "[KeyBy(\"Nothing\")] internal static Utf8Text Word", StringComparison.Ordinal));

        (int exitCode, string output, _) = Command.Try(folder.Path, [("NUGET_PACKAGES", folder.File("packages"))], "dotnet", "build", "App.csproj");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("STREAM02", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".g.cs", output, StringComparison.Ordinal);
    }
}
