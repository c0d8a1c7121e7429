namespace CompiledStreams.Runtime.Tests;

/// <summary>Prints what the whole process allocated between the first and the second million events of a run.</summary>
internal static class AllocationJob
{
    public static int Run(string input, string output)
    {
        long seen = 0;
        long[] allocated = new long[2];
        TotalsPipeline pipeline = new()
        {
            Inspect = _ =>
            {
                seen++;
                if (seen % 1_000_000 == 0)
                    allocated[seen / 1_000_000 - 1] = GC.GetTotalAllocatedBytes(precise: true);
            },
        };

        // Not awaited: a continuation of this method's would allocate while the run goes on.
        Task<RunSummary> run = pipeline.Read(p => p.Rows, Files.JsonLines(input), OnError.Skip).Write(p => p.Updates, Files.JsonLines(output)).RunAsync();
        using RunSummary summary = run.GetAwaiter().GetResult();
        Console.WriteLine($"{allocated[1] - allocated[0]} {summary.Sources[0].Skipped} {summary.Sinks[0].Events}");
        return 0;
    }
}
