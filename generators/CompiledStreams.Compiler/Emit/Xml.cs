using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Text inside a doc comment.</summary>
internal static class Xml
{
    public static string Text(string text) => Literal.Comment(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
