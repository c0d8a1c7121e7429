using System.Collections.Immutable;
using CompiledStreams.Analyzers;
using CompiledStreams.Compiler;
using CompiledStreams.CompileBenchmarks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

// Prints the processor milliseconds of each step for a project of some pipelines: the median of the rounds after one that warms up. Processor time, since editors share a machine.
int count = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 200;
int rounds = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5;
SortedDictionary<string, List<double>> times = new(StringComparer.Ordinal);
for (int round = -1; round < rounds; round++)
{
    CSharpCompilation project = Shops.Project(count);
    _ = project.GetDiagnostics();
    Rounds.Time(times, round, "1 generators, cold", () => _ = Driver().RunGenerators(project));

    GeneratorDriver driver = Driver().RunGenerators(project);
    CSharpCompilation body = Shops.Edited(project, "p.Amount > 0", "p.Amount > 1");
    CSharpCompilation model = Shops.Edited(project, "[Filter] internal static bool IsPurchase(in Purchase p) => p.Amount > 0;", "");
    Rounds.Time(times, round, "2 generators, a body edited", () => _ = driver.RunGenerators(body));
    Rounds.Time(times, round, "3 generators, an operator removed", () => _ = driver.RunGenerators(model));

    driver.RunGeneratorsAndUpdateCompilation(project, out Compilation whole, out _);
    Rounds.Time(times, round, "4 the C# compiler's own diagnostics of all that", () => _ = whole.GetDiagnostics());
    CompilationWithAnalyzers analyzed = whole.WithAnalyzers(Analyzers(), new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
    _ = await analyzed.GetAnalyzerDiagnosticsAsync();
    double executed = 0;
    foreach (DiagnosticAnalyzer analyzer in analyzed.Analyzers)
        executed += (await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, default)).ExecutionTime.TotalMilliseconds;

    Rounds.Add(times, round, "5 analyzers' own part, the whole project (elapsed)", executed);
    SemanticModel file = whole.GetSemanticModel(whole.SyntaxTrees.First());
    Rounds.Time(times, round, "6 analyzers, one file", () => _ = whole.WithAnalyzers(Analyzers()).GetAnalyzerSemanticDiagnosticsAsync(file, null, default).Result);
}

Console.WriteLine($"{count} pipelines");
foreach ((string step, List<double> found) in times)
    Console.WriteLine($"{step[2..],-50} {found.Order().ElementAt(found.Count / 2),8:F1} ms, best {found.Min():F1}");

static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
    [new EventGenerator().AsSourceGenerator(), new PipelineGenerator().AsSourceGenerator()], parseOptions: Shops.Parse);

static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [.. typeof(PipelineAnalyzer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !t.IsAbstract).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

/// <summary>Takes times.</summary>
internal static class Rounds
{
    public static void Time(SortedDictionary<string, List<double>> times, int round, string step, Action action)
    {
        GC.Collect();
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        action();
        Add(times, round, step, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds);
    }

    public static void Add(SortedDictionary<string, List<double>> times, int round, string step, double elapsed)
    {
        if (round < 0)
            return;

        if (!times.TryGetValue(step, out List<double>? found))
            times.Add(step, found = []);

        found.Add(elapsed);
    }
}
