namespace CompiledStreams.Benchmarks.Jobs;

/// <summary>
/// One way to do a job. To add one: write a class that derives from this, and add it to the list in the job's file.
/// An instance serves one job, and sees every workload of a run (small ones to warm up, the long one to be measured).
/// </summary>
public abstract class Variant<TWorkload>
{
    /// <summary>The name in the table, e.g. <c>compiled</c>, <c>hand-written</c>, <c>linq</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True for engines that cost hundreds of nanoseconds an event: they get fewer events a pass.</summary>
    public virtual bool IsSlow => false;

    /// <summary>
    /// Called before every pass, not timed: brings state back to where a pass begins. In a keyed job that is a warm table:
    /// every customer of <c>workload.Customers</c> is in it, with nothing spent.
    /// </summary>
    public virtual void Prepare(TWorkload workload) { }

    /// <summary>One whole pass, timed: all the input of the workload, all its output.</summary>
    public abstract void Run(TWorkload workload);
}

/// <summary>What a pass put out: how much, and a value that any difference in it changes.</summary>
public readonly record struct Outcome(long Count, ulong Check);
