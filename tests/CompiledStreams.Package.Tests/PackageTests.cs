namespace CompiledStreams.Package.Tests;

public class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
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
            <PackageReference Include="PACKAGE" Version="VERSION" />
          </ItemGroup>
        </Project>
        """;

    private const string Run = """
        using CompiledStreams;

        await new WordCount()
            .Read(p => p.Lines, Files.JsonLines("lines.jsonl"))
            .Write(p => p.Counts, Files.JsonLines("counts.jsonl"))
            .RunAsync();

        Console.Write(File.ReadAllText("counts.jsonl"));

        """;

    private const string TestRun = """"
        using CompiledStreams;
        using CompiledStreams.Testing;

        using PipelineTest<WordCount> test = new(new WordCount());
        test.PushJson(p => p.Lines, """{"text":"a"}""");
        test.Push(p => p.Lines, new Line("b"), new Line("a"));

        foreach (Change<Count> change in test.Changes(p => p.Counts))
            Console.WriteLine($"{change.Kind} {change.Value.Word} {change.Value.Times}");

        """";

    private const string Pipeline = """
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
        using TemporaryFolder folder = App(Run + Pipeline);
        File.WriteAllText(folder.File("lines.jsonl"), "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"a\"}\n");

        string printed = Command.Run(folder.Path, package.Environment, "dotnet", "run", "-c", "Release", "--project", "App.csproj");

        Assert.Equal("""
            {"word":"a","times":1}
            {"word":"b","times":1}
            {"word":"a","times":2}

            """, printed);
        Assert.Contains(
            "\"System.IO.Compression.UseStrictValidation\": true",
            File.ReadAllText(folder.File("bin/Release/net10.0/App.runtimeconfig.json")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_an_app_is_reported_by_the_packages_analyzer()
    {
        using TemporaryFolder folder = App(Run + Pipeline.Replace("[KeyBy] internal static Utf8Text Word", "[KeyBy(\"Nothing\")] internal static Utf8Text Word", StringComparison.Ordinal));

        (int exitCode, string output, _) = Command.Try(folder.Path, package.Environment, "dotnet", "build", "App.csproj");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("STREAM02", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".g.cs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_isnt_partial_is_reported_although_the_compiler_stops_there()
    {
        using TemporaryFolder folder = App(Run + Pipeline.Replace("sealed partial class WordCount", "sealed class WordCount", StringComparison.Ordinal));

        (int exitCode, string output, _) = Command.Try(folder.Path, package.Environment, "dotnet", "build", "App.csproj");

        Assert.NotEqual(0, exitCode);
        Assert.True(output.Contains("STREAM0101: Pipeline 'WordCount' is not partial", StringComparison.Ordinal), output);
        Assert.DoesNotContain(".g.cs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_in_an_empty_folder_builds_against_the_package_of_the_test_driver_alone()
    {
        using TemporaryFolder folder = App(TestRun + Pipeline, "CompiledStreams.Testing");

        string printed = Command.Run(folder.Path, package.Environment, "dotnet", "run", "-c", "Release", "--project", "App.csproj");

        Assert.Equal("""
            Upsert a 1
            Upsert b 1
            Upsert a 2

            """, printed);
    }

    [Fact]
    public void The_test_driver_depends_on_the_same_version_alone() =>
        Assert.Contains(
            $"""<dependency id="CompiledStreams" version="[{PackedPackage.Version}]" include="All" />""",
            package.Read("CompiledStreams.Testing", "CompiledStreams.Testing.nuspec"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Microsoft.Extensions.Configuration.Abstractions")]
    [InlineData("Microsoft.Extensions.DependencyInjection.Abstractions")]
    [InlineData("Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions")]
    [InlineData("Microsoft.Extensions.Hosting.Abstractions")]
    [InlineData("Microsoft.Extensions.Logging.Abstractions")]
    public void The_package_depends_on_what_its_assemblies_reference(string dependency) =>
        Assert.Contains($"<dependency id=\"{dependency}\" version=\"10.", package.Read("CompiledStreams", "CompiledStreams.nuspec"), StringComparison.Ordinal);

    private TemporaryFolder App(string program, string reference = "CompiledStreams")
    {
        TemporaryFolder folder = new();
        package.Offer(folder);
        File.WriteAllText(folder.File("App.csproj"), Project.Replace("PACKAGE", reference, StringComparison.Ordinal).Replace("VERSION", PackedPackage.Version, StringComparison.Ordinal));
        File.WriteAllText(folder.File("Program.cs"), program);
        return folder;
    }
}
