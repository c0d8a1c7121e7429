using System.Text;
using CompiledStreams.Store;

namespace CompiledStreams.Package.Tests;

/// <summary>The places at which tests kill a program aren't in what is published.</summary>
public class CrashPointTests(PublishedSample sample)
{
    private const string Variable = "COMPILEDSTREAMS_CRASH_AT";

    [Fact]
    public void A_native_program_has_neither_their_names_nor_the_variables()
    {
        Tool.Require("gcc");
        byte[] program = File.ReadAllBytes(sample.Baseline);

        Assert.True(Has(program, "COMPILEDSTREAMS_POISON_VIEWS"), "Texts aren't found as the compiler writes them now: what isn't found says nothing.");
        Assert.Equal([], CrashPoint.Names.Append(Variable).Where(text => Has(program, text)));
    }

    [Fact]
    public void A_native_program_isnt_killed_by_the_variable()
    {
        Tool.Require("gcc");
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("in.jsonl"), """{"time":1700000000000,"customer":1,"amount":2}""" + "\n");
        foreach (string point in CrashPoint.Names)
            Command.Run(folder.Path, [(Variable, point)], sample.Baseline, "in.jsonl", "--state", $"state-{point}", "--out", $"out-{point}", "--summary", "json");
    }

    /// <summary>Whether a native program has a text. Its last character may share its bytes with what follows, which the compiler packs.</summary>
    private static bool Has(byte[] program, string text) => program.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text[..^1])) >= 0;
}
