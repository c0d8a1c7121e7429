namespace CompiledStreams.Operators.Tests.Allocation;

/// <summary>What code allocates once it is warm.</summary>
internal static class SteadyState
{
    private const int Passes = 20;
    private const int MostRounds = 50;
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(50);

    /// <summary>The fewest bytes that some passes allocated on this thread. Code that isn't optimized yet may box; on a busy machine the compiler takes its time, so it is given some.</summary>
    public static long AllocatedBytes(Action pass)
    {
        long least = long.MaxValue;
        for (int round = 0; round < MostRounds && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Passes; i++)
                pass();

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            if (least > 0)
                Thread.Sleep(s_rest);
        }

        return least;
    }
}
