using System.Xml.Linq;

namespace CompiledStreams.Package.Tests;

public class ReferenceTests
{
    [Theory]
    [InlineData("CompiledStreams", "")]
    [InlineData("CompiledStreams.Store", "")]
    [InlineData("CompiledStreams.Runtime", "CompiledStreams CompiledStreams.Store")]
    [InlineData("CompiledStreams.Testing", "CompiledStreams.Runtime")]
    public void A_runtime_project_knows_only_what_lies_below_it(string project, string allowed) =>
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), References(Repository.File("src", project, project + ".csproj")));

    [Fact]
    public void The_compiler_knows_no_project() =>
        Assert.Empty(References(Repository.File("generators", "CompiledStreams.Compiler", "CompiledStreams.Compiler.csproj")));

    [Fact]
    public void Only_the_fixes_know_workspaces()
    {
        string[] knowing = [.. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/tests/", StringComparison.Ordinal) && File.ReadAllText(file).Contains("Workspaces", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.Equal(["CompiledStreams.CodeFixes"], knowing);
    }

    [Fact]
    public void The_compiler_needs_roslyn_and_no_other_package()
    {
        XDocument project = XDocument.Load(Repository.File("generators", "CompiledStreams.Compiler", "CompiledStreams.Compiler.csproj"));
        Assert.Equal(
            ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp"],
            project.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!).Order(StringComparer.Ordinal));
    }

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))];
}
