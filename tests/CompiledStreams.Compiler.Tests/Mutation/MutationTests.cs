using System.Globalization;
using CompiledStreams.Compiler.Tests.Checked;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Tests.Mutation;

/// <summary>The sample, and a pipeline with every operator, with some tokens deleted, swapped, duplicated or retyped: no generator and no analyzer throws; each result compiles, or
/// carries a diagnostic about the user's text. <c>MUTATIONS</c> says how many, <c>MUTATION_SEED</c> where they begin.</summary>
public sealed class MutationTests
{
    // What the C# compiler says of the user's text only because nothing was emitted for it.
    private static readonly string[] s_echoes = ["CS9248", "CS8795", "CS0315", "CS0535"];

    [Fact]
    public void No_mutation_of_the_sample_shows_in_emitted_code() => CheckAll(SampleSources.All, Setting("MUTATIONS", 1_000));

    [Fact]
    public void No_mutation_of_every_operator_shows_in_emitted_code() => CheckAll([EveryOperator.Source], Setting("MUTATIONS", 1_000));

    private static void CheckAll(string[] sources, int count)
    {
        int first = Setting("MUTATION_SEED", 1), most = Setting("MUTATION_FAILURES", 1);
        List<string> failures = [];
        for (int seed = first; seed < first + count && failures.Count < most; seed++)
        {
            Random random = new(seed);
            TokenMutator mutator = new(sources, random);
            string[] mutated = [.. sources];
            int file = random.Next(sources.Length);
            mutated[file] = mutator.Mutate(sources[file], 1 + random.Next(3));
            if (Check(mutated) is { } failure)
                failures.Add($"Seed {seed}: {failure}\n{mutated[file]}");
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static string? Check(string[] sources)
    {
        try
        {
            GeneratorRun run = GeneratorRun.Unchecked(sources);
            Diagnostic[] errors = [.. run.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            Diagnostic[] users = [.. errors.Where(d => UserProblems.IsUsers(d.Location.SourceTree) && !s_echoes.Contains(d.Id))];
            IReadOnlyList<Diagnostic> ours = UserProblems.Of(run.Compilation);
            if (users.Length > 0 || errors.Length == 0)
                return null;

            Diagnostic? inside = errors.FirstOrDefault(d => !UserProblems.IsUsers(d.Location.SourceTree));
            return inside is not null ? $"{inside}; ours: {string.Join("; ", ours.Take(2))}"
                : ours.Any(d => d.Severity == DiagnosticSeverity.Error) ? null
                : $"nothing but {errors[0]}";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
