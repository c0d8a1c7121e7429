using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace CompiledStreams.Store;

/// <summary>Named places at which a test may kill the process, to see that nothing is lost there. Off, and trimmed away, unless the switch is set.</summary>
/// <remarks>The environment variable <c>COMPILEDSTREAMS_CRASH_AT</c> names a point and how many times it is reached before, such as <c>after-commit:5</c>.</remarks>
internal static class CrashPoint
{
    private static readonly (string Name, long Before) s_target = Parse(Environment.GetEnvironmentVariable("COMPILEDSTREAMS_CRASH_AT"));
    private static long s_reached;

    /// <summary>All points, in the order in which an epoch passes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "before-save", "after-save", "before-flush", "after-flush", "before-commit", "after-commit", "before-head", "after-head", "before-publish", "before-rename", "after-rename", "after-publish",
    ];

    /// <summary>The points of a fresh start, in order.</summary>
    public static IReadOnlyList<string> DeletionNames { get; } = ["before-deletion", "after-deletion-begin", "after-parts-deletion", "after-head-deletion", "after-database-deletion"];

    /// <summary>Whether there are such points in this process.</summary>
    [FeatureSwitchDefinition("CompiledStreams.CrashPoints")]
    public static bool IsSupported => AppContext.TryGetSwitch("CompiledStreams.CrashPoints", out bool isOn) && isOn;

    /// <summary>Called at each point, where a test crashes within the process: it throws.</summary>
    public static Action<string>? Reached { get; set; }

    /// <summary>Dies here, as if by SIGKILL, where the environment says so.</summary>
    /// <param name="name">One of <see cref="Names"/> or <see cref="DeletionNames"/>.</param>
    public static void Reach(string name)
    {
        if (!IsSupported)
            return;

        Reached?.Invoke(name);
        if (s_target.Name == name && Interlocked.Increment(ref s_reached) > s_target.Before)
            Process.GetCurrentProcess().Kill();
    }

    private static (string Name, long Before) Parse(string? target)
    {
        if (target is null)
            return ("", 0);

        int colon = target.IndexOf(':');
        return colon < 0 ? (target, 0) : (target[..colon], long.Parse(target.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
