using Markdig;
using Markdig.Syntax;

namespace CompiledStreams.Package.Tests.Snippets;

/// <summary>A page of the documentation with its fenced blocks.</summary>
internal sealed record Page(string Path, IReadOnlyList<Fence> Fences)
{
    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories)
            .Append(Repository.File("README.md"))
            .Append(Repository.File("benchmarks", "README.md"))
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path))
            .Order(StringComparer.Ordinal)];

    /// <summary>The diagnostic that the page explains, by its name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static Page Read(string path)
    {
        MarkdownDocument document = Markdown.Parse(File.ReadAllText(Repository.File(path)));
        return new Page(path, [.. document.Descendants<FencedCodeBlock>().Select(Fence.Of)]);
    }

    public IEnumerable<Fence> With(string language, string argument) => Fences.Where(fence => fence.Language == language && fence.Argument == argument);
}

/// <summary>A fenced block: its language, the word behind it, and its text.</summary>
internal sealed record Fence(string Language, string Argument, int Line, string Text)
{
    public static Fence Of(FencedCodeBlock block) =>
        new(block.Info ?? "", block.Arguments ?? "", block.Line + 1, string.Concat(block.Lines.Lines.Take(block.Lines.Count).Select(line => line + "\n")));
}
