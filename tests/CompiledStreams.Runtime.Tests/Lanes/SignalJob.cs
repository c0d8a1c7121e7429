namespace CompiledStreams.Runtime.Tests;

/// <summary>Sums what comes on standard input until a signal, then prints how the run ended. A row of customer 13 is said to be in hand, and never finished.</summary>
internal static class SignalJob
{
    public const string InHand = "in hand";

    public static int Run()
    {
        TotalsPipeline pipeline = new() { Inspect = HoldUp };
        using RunSummary summary = pipeline.Read(p => p.Rows, StandardInput.JsonLines()).Write(p => p.Updates, StandardOutput.JsonLines())
            .StopOnSignals().RunAsync().GetAwaiter().GetResult();
        Console.WriteLine(summary.Outcome);
        return 7;
    }

    private static void HoldUp(Row row)
    {
        if (row.Customer != 13)
            return;

        Console.WriteLine(InHand);
        Thread.Sleep(Timeout.Infinite);
    }
}
