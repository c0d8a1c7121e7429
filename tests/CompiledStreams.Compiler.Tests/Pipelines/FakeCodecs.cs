using System.Text.RegularExpressions;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Codecs by name alone, for sources whose events get none from a generator: lanes over lists never make one.</summary>
internal static partial class FakeCodecs
{
    public static string[] With(string source)
    {
        if (GeneratorRun.Unchecked(source).Files.Any(f => f.EndsWith(".Json.g.cs", StringComparison.Ordinal)))
            return [source];

        string head = Namespace().Match(source).Value;
        string codecs = string.Concat(Event().Matches(source).Select(m => Of(m.Groups[1].Value, m.Groups[2].Value)));
        return [source, "#nullable enable\nusing System;\nusing CompiledStreams.Runtime;\n" + head + "\n" + codecs];
    }

    private static string Of(string accessibility, string name) => $$"""
        [System.CodeDom.Compiler.GeneratedCode("CompiledStreams", "1.0")] {{accessibility}} sealed class {{name}}JsonDecoder<TFields>(DecoderOptions options) : RecordDecoder<{{name}}> where TFields : I{{name}}Fields
        {
            public object Options => options;
            public override void BeginInput() { }
            public override DecodeResult Decode(byte[] array, int position, int end, bool isFinal, Span<{{name}}> into) => throw new NotSupportedException();
            public override void EndBlock(bool poison) { }
        }
        [System.CodeDom.Compiler.GeneratedCode("CompiledStreams", "1.0")] {{accessibility}} sealed class {{name}}DelimitedDecoder<TFields>(DecoderOptions options) : RecordDecoder<{{name}}> where TFields : I{{name}}Fields
        {
            public object Options => options;
            public override void BeginInput() { }
            public override DecodeResult Decode(byte[] array, int position, int end, bool isFinal, Span<{{name}}> into) => throw new NotSupportedException();
            public override void EndBlock(bool poison) { }
        }
        [System.CodeDom.Compiler.GeneratedCode("CompiledStreams", "1.0")] {{accessibility}} sealed class {{name}}JsonEncoder(EncoderOptions options) : RecordEncoder<{{name}}>
        {
            public object Options => options;
            public override void Encode(ReadOnlySpan<{{name}}> events, System.IO.Pipelines.PipeWriter writer) => throw new NotSupportedException();
        }
        [System.CodeDom.Compiler.GeneratedCode("CompiledStreams", "1.0")] {{accessibility}} sealed class {{name}}DelimitedEncoder(EncoderOptions options) : RecordEncoder<{{name}}>
        {
            public object Options => options;
            public override void Encode(ReadOnlySpan<{{name}}> events, System.IO.Pipelines.PipeWriter writer) => throw new NotSupportedException();
        }

        """;

    [GeneratedRegex(@"^namespace [^;]+;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[Event\]\s*(public|internal) readonly partial record struct (@?\w+)")]
    private static partial Regex Event();
}
