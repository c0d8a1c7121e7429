using System.Globalization;

namespace CompiledStreams.Operators.Tests.RandomPipelines;

/// <summary>How much is tried at random, as the environment says.</summary>
internal static class RandomSettings
{
    /// <summary><c>RANDOM_PIPELINES</c>: how many batches of pipelines.</summary>
    public static int Batches => Setting("RANDOM_PIPELINES", 1);

    /// <summary><c>RANDOM_PIPELINES_SEED</c>: the seed of the first of them.</summary>
    public static int FirstSeed => Setting("RANDOM_PIPELINES_SEED", 1);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
