namespace CompiledStreams.Compiler.Common;

/// <summary>What each emitted file says to the C# compiler, below the comment that opens it.</summary>
internal static class FileHead
{
    /// <summary>Silences the file.</summary>
    /// <remarks>All warnings and not a list of them: an experimental member has an id that its author chose. The compiler's own tests take this line out.</remarks>
    public const string Silence = "#pragma warning disable // what is named here may be obsolete, experimental or undocumented where it is declared";

    public static void Emit(SourceWriter writer) => writer.Line("#nullable enable").Line(Silence);
}
