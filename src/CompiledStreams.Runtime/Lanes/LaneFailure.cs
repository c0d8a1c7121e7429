namespace CompiledStreams.Runtime;

/// <summary>Turns what a program threw into what the run throws.</summary>
internal static class LaneFailure
{
    /// <summary>The exception as it is where it says enough, else one that names the operator, key and event.</summary>
    public static Exception Of(LaneProgram program, Exception exception)
    {
        if (exception is PipelineException)
            return exception;

        OperatorFailure? failure = Locate(program, exception);
        return failure is null ? exception : new OperatorException(failure.Operator, failure.Key, failure.Event, exception);
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
}
