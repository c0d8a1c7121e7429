namespace CompiledStreams;

/// <summary>What a run's bindings guarantee, and which of them stand in the way of more.</summary>
/// <param name="Reached">What is guaranteed.</param>
/// <param name="Obstacles">Why it isn't exactly once, a sentence each.</param>
internal sealed record RunGuarantee(Guarantee Reached, IReadOnlyList<string> Obstacles)
{
    /// <summary>Computes it.</summary>
    public static RunGuarantee Of(PipelineDescription pipeline, RunBindings bindings)
    {
        if (bindings.Checkpoints is null)
            return new RunGuarantee(Guarantee.None, ["the run has no checkpoints: add .WithCheckpoints(\"state\")"]);

        List<string> obstacles = [];
        bool isReplayable = true;
        bool isTransactional = true;
        for (int port = 0; port < pipeline.Sources.Count; port++)
        {
            SourceBinding binding = bindings.Source(port);
            if (binding.IsReplayable())
                continue;

            isReplayable = false;
            obstacles.Add($"source '{pipeline.Sources[port].Name}' reads {binding.Description}, which can't be read again");
        }

        foreach ((string port, string description, bool canBeTakenBack) in bindings.OutputsOf(pipeline))
        {
            if (canBeTakenBack)
                continue;

            isTransactional = false;
            obstacles.Add($"{port}: what goes to {description} can't be taken back");
        }

        Guarantee reached = (isReplayable, isTransactional) switch
        {
            (true, true) => Guarantee.ExactlyOnce,
            (true, false) => Guarantee.AtLeastOnce,
            (false, true) => Guarantee.AtMostOnce,
            _ => Guarantee.None,
        };
        return new RunGuarantee(reached, obstacles);
    }

    /// <summary>A guarantee in words.</summary>
    public static string Words(Guarantee guarantee) => guarantee switch
    {
        Guarantee.ExactlyOnce => "exactly once",
        Guarantee.AtLeastOnce => "at least once",
        Guarantee.AtMostOnce => "at most once",
        _ => "no guarantee",
    };

    /// <summary>Refuses a run that reaches less than is asked. What may come twice is no less than what may be missing: neither stands for the other.</summary>
    /// <exception cref="BindingException">It reaches less.</exception>
    public void Check(RunBindings bindings)
    {
        Guarantee asked = bindings.Required ?? (bindings.Checkpoints is null ? Guarantee.None : Guarantee.ExactlyOnce);
        if (asked == Guarantee.None || asked == Reached || Reached == Guarantee.ExactlyOnce)
            return;

        throw new BindingException(
            $"The run asks for {Words(asked)} and reaches {Words(Reached)}: {string.Join("; ", Obstacles)}. Bind files (Files.JsonLines, Files.Parts, Files.Append), or ask for less: .Require(Guarantee.{Reached})");
    }
}
