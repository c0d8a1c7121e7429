using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CompiledStreams.Package.Tests.Snippets;

public class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_into_the_repository_leads_to_a_file(string path)
    {
        string folder = Path.GetDirectoryName(Repository.File(path))!;
        string[] broken = [.. Markdown.Parse(File.ReadAllText(Repository.File(path))).Descendants<LinkInline>()
            .Select(link => link.Url!.Split('#')[0])
            .Where(url => url.Length > 0 && !url.Contains("://", StringComparison.Ordinal))
            .Where(url => !Path.Exists(Path.Combine(folder, url)))];
        Assert.Empty(broken);
    }
}
