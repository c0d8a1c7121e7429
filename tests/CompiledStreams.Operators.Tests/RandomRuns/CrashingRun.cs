using CompiledStreams.Store;

namespace CompiledStreams.Operators.Tests.RandomRuns;

/// <summary>Runs a pipeline with checkpoints over files, crashes it at random places, and starts it again until it completes.
/// The hook of the crash points is the process's: whatever else takes checkpoints is in this collection too, so that it runs after it.</summary>
internal sealed class CrashingRun(PipelineDescription pipeline, IReadOnlyList<SourceInput> inputs, Random random) : IDisposable
{
    private const int MostCrashes = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("crashing-").FullName;

    /// <summary>Where it crashed.</summary>
    public List<string> Crashes { get; } = [];

    /// <summary>What each sink's parts hold, in name order.</summary>
    public Dictionary<string, byte[]> Outputs => pipeline.Sinks.Where(IsBound).ToDictionary(sink => sink.Name, sink => Read(Path.Combine(_folder, sink.Name)));

    /// <summary>The dead letters of a source.</summary>
    public byte[] DeadLetters(int source) => File.Exists(DeadLetterFile(source)) ? File.ReadAllBytes(DeadLetterFile(source)) : [];

    /// <summary>Runs until it completes.</summary>
    public RunSummary Run(RunPipeline run)
    {
        AppContext.SetSwitch("CompiledStreams.CrashPoints", true);
        for (int i = 0; i < inputs.Count; i++)
            File.WriteAllBytes(InputFile(i), inputs[i].Bytes);

        long every = 1 + random.Next(300);
        while (true)
        {
            CrashPoint.Reached = Crashes.Count < MostCrashes ? CrashAt(CrashPoint.Names[random.Next(CrashPoint.Names.Count)], random.Next(4)) : null;
            try
            {
                return run(
                    [.. inputs.Select((input, i) => (IInput)(FileBinding)Files.Append(InputFile(i), input.Format))],
                    [.. inputs.Select((_, i) => OnError.DeadLetter(Files.JsonLines(DeadLetterFile(i))))],
                    pipeline.Sinks.Where(IsBound).ToDictionary(sink => sink.Name, sink => (IOutput)Files.Parts(Path.Combine(_folder, sink.Name), Format.JsonLines)),
                    [], random.Next(4) == 0, Path.Combine(_folder, "state"), every);
            }
            catch (Exception exception) when (IsCrash(exception))
            {
                // Started again.
            }
            finally
            {
                CrashPoint.Reached = null;
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Action<string> CrashAt(string point, int before)
    {
        int reached = 0;
        return name =>
        {
            if (name != point || Interlocked.Increment(ref reached) != before + 1)
                return;

            Crashes.Add($"{point}:{before}");
            throw new SimulatedCrashException();
        };
    }

    private static bool IsCrash(Exception? exception) => exception is SimulatedCrashException || (exception is not null && IsCrash(exception.InnerException));

    private static bool IsBound(SinkDescription sink) => sink.Name[0] != 'O';

    private static byte[] Read(string folder) =>
        !Directory.Exists(folder) ? [] : [.. Directory.GetFiles(folder, "part-*").Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes)];

    private string InputFile(int source) => Path.Combine(_folder, $"in{source}");

    private string DeadLetterFile(int source) => Path.Combine(_folder, $"dead{source}.jsonl");
}

/// <summary>Stands for the end of a process.</summary>
internal sealed class SimulatedCrashException() : Exception("The process ends here.");
