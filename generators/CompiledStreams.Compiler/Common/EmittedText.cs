using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CompiledStreams.Compiler.Common;

/// <summary>The text of an emitted file. Where it is written to disk it has no byte order mark, as those that are checked in.</summary>
internal static class EmittedText
{
    private static readonly Encoding s_encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static SourceText Of(string text) => SourceText.From(text, s_encoding);
}
