namespace CompiledStreams.Package.Tests;

public class NativeTests(PublishedSample sample)
{
    private static readonly (string Name, string Value)[] s_withoutAvx2 = [("DOTNET_EnableAVX2", "0")];

    [Fact]
    public void The_sample_gives_equal_outputs_natively_and_jitted_on_every_instruction_set()
    {
        Tool.Require("gcc");
        using TemporaryFolder folder = new();
        string input = folder.File("purchases.jsonl");
        File.WriteAllLines(input, Purchases(20_000));

        string baseline = sample.Baseline;
        string native = sample.Publish("native", "-p:IlcInstructionSet=native");
        string jitted = Build(folder);

        byte[] expected = Output(folder, input, "dotnet", [], jitted);
        Assert.Equal(20_000 - 20_000 / 50, File.ReadLines(folder.File("out.jsonl")).Count());
        Assert.Equal(expected, Output(folder, input, "dotnet", s_withoutAvx2, jitted));
        Assert.Equal(expected, Output(folder, input, baseline, []));
        Assert.Equal(expected, Output(folder, input, native, []));
    }

    private static IEnumerable<string> Purchases(int count)
    {
        Random random = new(7);
        for (int i = 0; i < count; i++)
        {
            string amount = i % 50 == 0 ? "0" : FormattableString.Invariant($"{random.Next(1, 1_000_000) / 100m}");
            yield return FormattableString.Invariant($$"""{"time":{{1_700_000_000_000 + i}},"customer":{{random.Next(1_000)}},"amount":{{amount}}}""");
        }
    }

    private static string Build(TemporaryFolder folder)
    {
        Command.Run(Repository.Root, "dotnet", "build", "samples/CustomerSpending", "-c", "Release", "--artifacts-path", folder.File("jitted"));
        return Path.Combine(folder.File("jitted"), "bin", "CustomerSpending", "release", "CustomerSpending.dll");
    }

    private static byte[] Output(TemporaryFolder folder, string input, string program, (string Name, string Value)[] environment, params string[] first)
    {
        string path = folder.File("out.jsonl");
        File.Delete(path);
        Command.Run(folder.Path, environment, program, [.. first, input, "--out", path, "--summary", "json"]);
        return File.ReadAllBytes(path);
    }
}
