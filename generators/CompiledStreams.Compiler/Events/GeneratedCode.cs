namespace CompiledStreams.Compiler.Events;

/// <summary>The mark that every emitted type bears.</summary>
internal static class GeneratedCode
{
    /// <summary>The tool's name in <c>GeneratedCodeAttribute</c>.</summary>
    public const string Tool = "CompiledStreams";

    /// <summary>The attribute above a method that is part of a loop.</summary>
    public const string Inlined =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    /// <summary>The attributes above an emitted type.</summary>
    public const string Attributes = $"""
        [global::System.CodeDom.Compiler.GeneratedCode("{Tool}", "1.0")]
        [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
        """;
}
