namespace CompiledStreams.Runtime;

/// <summary>Turns what a program threw into what the run throws.</summary>
internal static class LaneFailure
{
    /// <summary>The exception as it is where it says enough, else one that names what is known of the operator, key and event.</summary>
    /// <param name="program">The program.</param>
    /// <param name="pipeline">What it was compiled from.</param>
    /// <param name="exception">What <see cref="LaneProgram.Run"/> threw.</param>
    public static PipelineException Of(LaneProgram program, PipelineDescription pipeline, Exception exception)
    {
        if (exception is PipelineException known)
            return known;

        OperatorFailure? failure = Locate(program, exception);
        return failure is null
            ? new OperatorException(pipeline.Name, Operators(pipeline), exception)
            : new OperatorException(failure.Operator, failure.Key, failure.Event, exception);
    }

    /// <summary>Locating runs the user's code again: whatever that throws says less than the first exception.</summary>
    private static OperatorFailure? Locate(LaneProgram program, Exception exception)
    {
        try
        {
            return program.Locate(exception);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>The plan has a line an operator, which begins with two blanks, its name and its kind; ports are among them.</summary>
    private static List<string> Operators(PipelineDescription pipeline)
    {
        HashSet<string> ports = [.. pipeline.Sources.Select(s => s.Name), .. pipeline.Sinks.Select(s => s.Name)];
        return [.. pipeline.Plan.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).Where(name => !ports.Contains(name))];
    }
}
