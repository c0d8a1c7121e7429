namespace CompiledStreams.Runtime.Tests;

/// <summary>Sums what comes on standard input until a signal, then prints how the run ended. A row of customer 13 is never finished.</summary>
internal static class SignalJob
{
    public static int Run()
    {
        TotalsPipeline pipeline = new() { Inspect = row => { if (row.Customer == 13) Thread.Sleep(Timeout.Infinite); } };
        using RunSummary summary = pipeline.Read(p => p.Rows, StandardInput.JsonLines()).Write(p => p.Updates, StandardOutput.JsonLines())
            .StopOnSignals().RunAsync().GetAwaiter().GetResult();
        Console.WriteLine(summary.Outcome);
        return 7;
    }
}
