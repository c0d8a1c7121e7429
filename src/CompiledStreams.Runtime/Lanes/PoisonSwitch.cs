namespace CompiledStreams.Runtime;

/// <summary>Whether the process asks every run to poison views.</summary>
internal static class PoisonSwitch
{
    public static bool IsOn =>
        (AppContext.TryGetSwitch("CompiledStreams.PoisonViews", out bool isOn) && isOn)
        || Environment.GetEnvironmentVariable("COMPILEDSTREAMS_POISON_VIEWS") is "1" or "true";
}
