namespace CompiledStreams.Compiler;

/// <summary>The names of the generator's steps, by which tests see which of them ran.</summary>
internal static class Steps
{
    public const string Parse = "Pipelines.Parse";
    public const string Bind = "Pipelines.Bind";
    public const string Plan = "Pipelines.Plan";
    public const string State = "States.Parse";
}
