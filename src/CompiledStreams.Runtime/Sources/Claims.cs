using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>What can be bound only once, such as a pipe's end, whichever binding names it.</summary>
internal static class Claims
{
    private static readonly ConditionalWeakTable<object, object> s_taken = [];

    public static bool TryTake(object end) => s_taken.TryAdd(end, end);

    /// <summary>An end that was rewound, as only a benchmark's can be, may be bound again.</summary>
    public static void Release(object end) => s_taken.Remove(end);
}
