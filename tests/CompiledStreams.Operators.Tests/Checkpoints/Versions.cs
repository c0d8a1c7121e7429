using CompiledStreams.Operators.Tests.RandomPipelines;

namespace CompiledStreams.Operators.Tests.Checkpoints;

/// <summary>Runs a version of a pipeline over files, with checkpoints.</summary>
internal delegate RunSummary RunVersion(string input, string output, string state, long everyEvents);

/// <summary>Opens what a version has saved.</summary>
internal delegate SavedState OpenVersion(string state);

/// <summary>A pipeline of one name in versions that differ in their states, each compiled by itself.</summary>
/// <param name="Run">Runs it.</param>
/// <param name="Open">Opens its checkpoints.</param>
internal sealed record Version(RunVersion Run, OpenVersion Open)
{
    private const string Text = """
        using CompiledStreams;

        namespace Versions;

        [Event] public readonly partial record struct Sale(int Shop, Utf8Text Town, int Amount);

        [Event] public readonly partial record struct Total(Utf8Text Town, double Sum, long Count);

        [Pipeline]
        public sealed partial class Shops
        {
            [Source] public partial Source<Sale> Sales { get; }

            [KeyBy] internal static int Shop(in Sale s) => s.Shop;

            [Process]
            internal static StateAfter Watch(ref Seen seen, in Sale s, Output<Sale> kept)
            {
                seen.Times++;
                seen.Latest = s.Town;
                kept.Emit(s);
                return StateAfter.Keep;
            }

            public partial struct Seen
            {
                public int Times;
                public Utf8Text Latest;
            }

            [KeyBy] internal static Utf8Text Town(in Sale s) => s.Town;

            [Aggregate]
            internal partial struct Totals
            {
                private double sum;
                private long count;

                public void Add(in Sale s)
                {
                    sum += s.Amount;
                    count++;
                }

                public readonly Total Result(Utf8Text town) => new(town, sum, count);
            }

            [Sink] public partial Sink<Total> Sums { get; }
        }

        public static class Version
        {
            public static RunSummary Run(string input, string output, string state, long everyEvents) => new Shops()
                .Read(p => p.Sales, Files.JsonLines(input)).Write(p => p.Sums, Files.Parts(output, Format.JsonLines))
                .WithCheckpoints(state, everyEvents: everyEvents).RunAsync().GetAwaiter().GetResult();

            public static SavedState Open(string state) => SavedState.Open(state, new Shops());
        }
        """;

    /// <summary>Compiles a version.</summary>
    /// <param name="changes">Pairs of what is replaced and by what.</param>
    public static Version Of(params string[] changes)
    {
        string text = Text;
        foreach (string[] change in changes.Chunk(2))
        {
            Assert.Contains(change[0], text, StringComparison.Ordinal);
            text = text.Replace(change[0], change[1], StringComparison.Ordinal);
        }

        Type version = CompiledGraphs.Compile([text]).GetType("Versions.Version", throwOnError: true)!;
        return new Version(version.GetMethod("Run")!.CreateDelegate<RunVersion>(), version.GetMethod("Open")!.CreateDelegate<OpenVersion>());
    }
}
