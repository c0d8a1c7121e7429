using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CompiledStreams.Recovery.Tests;

/// <summary>What the kernel is asked to do, in which order: what an epoch names is on the disk before the epoch is, and the epoch before anything of it shows.</summary>
public partial class FlushOrderTests(Purchases purchases) : IClassFixture<Purchases>
{
    [Fact]
    public void Parts_are_flushed_then_the_epoch_is_committed_then_HEAD_is_written_and_only_then_are_parts_renamed()
    {
        Tool.Require("strace");
        using Sample sample = new(purchases.Input);
        string trace = Path.Combine(sample.Folder, "trace");
        using Process process = sample.Start(null, ["strace", "-f", "-y", "-o", trace, "-e", "trace=fsync,fdatasync,rename,renameat,renameat2,pwrite64"]);
        (int exitCode, _, string error) = Sample.End(process);
        Assert.True(exitCode == 0, error);

        // One letter a call: a part's flush, the log's, HEAD's, a part's rename.
        string order = string.Concat(File.ReadLines(trace).Select(Letter));
        string last = order[..(order.LastIndexOf('R') + 1)];
        Assert.True(Epochs().Match(last).Success, $"P part flushed, W log flushed, H HEAD flushed, R part renamed: {last}");
        Assert.DoesNotMatch(RenameTooSoon(), last);
    }

    private static string Letter(string call) => call switch
    {
        _ when call.Contains("rename", StringComparison.Ordinal) && call.Contains("part-00-", StringComparison.Ordinal) => "R",
        _ when !call.Contains("sync(", StringComparison.Ordinal) => "",
        _ when call.Contains("/.part-", StringComparison.Ordinal) => "P",
        _ when call.Contains(".log>", StringComparison.Ordinal) => "W",
        _ when call.Contains("/HEAD>", StringComparison.Ordinal) => "H",
        _ => "",
    };

    // Each epoch flushes the part, the log and HEAD; the last one's part is renamed behind all of them.
    [GeneratedRegex("^(P*W+H)*P+W+HR+$")]
    private static partial Regex Epochs();

    // A rename that no HEAD stands before since the part's flush.
    [GeneratedRegex("P[^H]*R")]
    private static partial Regex RenameTooSoon();
}
