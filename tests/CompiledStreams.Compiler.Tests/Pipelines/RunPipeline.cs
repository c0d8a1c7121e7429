using System.Reflection;
using CompiledStreams.Runtime;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Compiles one pipeline in memory and steps its lane.</summary>
internal sealed class RunPipeline
{
    /// <summary>What sources of tests begin with.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using CompiledStreams;

        """;

    private RunPipeline(GeneratorRun run)
    {
        Generated = run;
        Assembly = run.Load();
    }

    public GeneratorRun Generated { get; }

    public Assembly Assembly { get; }

    public static RunPipeline Of(string source) => new(GeneratorRun.Of(Usings + source));

    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    public object New(string type, params object?[] arguments) => Activator.CreateInstance(Type(type), arguments)!;

    /// <summary>The program of one lane.</summary>
    public LaneProgram Lane(string pipeline, LaneContext ports, params object?[] arguments) => ((ICompiledPipeline)New(pipeline, arguments)).CreateLane(ports);

    /// <summary>Steps until nothing is left, and drains the sinks whenever one is full.</summary>
    public static List<Step> ToTheEnd(LaneProgram lane, Action? drain = null, int budget = 100)
    {
        List<Step> steps = [];
        while (steps.Count < 1_000_000)
        {
            Step step = lane.Run(budget);
            steps.Add(step);
            if (step == Step.Completed)
                return steps;

            Assert.NotEqual(Step.Idle, step);
            if (step == Step.Blocked)
                drain!();
        }

        throw new InvalidOperationException("The lane doesn't end.");
    }
}
