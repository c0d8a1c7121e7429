using System.IO.Compression;
using System.Text;
using CsCheck;

namespace CompiledStreams.Runtime.Tests;

/// <summary>Files of one source: names with their bytes, written compressed where the name says so.</summary>
internal sealed record RandomFiles(bool IsJson, (string Name, byte[] Bytes)[] Files)
{
    /// <summary>Longest record of these files that is no bad one.</summary>
    public const int Limit = 90;

    private static readonly Gen<string> s_lineEnd = OneOf("\n", "\r\n");

    private static readonly Gen<string> s_jsonLine = Gen.OneOf(
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], (c, a) => $$"""{"customer":{{c}},"amount":{{a}}}"""),
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 60], (c, n) => $$"""{ "text":"{{new string('x', n)}}", "amount":-1, "customer":{{c}} }"""),
        OneOf("", "  ", """{"customer":1}""", """{"customer":"x","amount":3}""", "no json", """{"amount":7,"text":"a\n\"b\""}"""),
        Gen.Int[90, 200].Select(n => $$"""{"amount":1,"other":"{{new string('z', n)}}"}"""));

    private static readonly Gen<string> s_row = Gen.OneOf(
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], (c, a) => $"{a},{c},plain"),
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 40], (c, n) => $"-1,{c},\"{new string('q', n)}\n\r\n\"\"b\"\"\""),
        OneOf("", "1", "x,1,bad", "1,y,bad", "1,2,\"a\"b", "1,2,\"never closed"),
        Gen.Int[90, 200].Select(n => $"1,2,{new string('z', n)}"));

    public static Gen<RandomFiles> Any { get; } = Gen.Bool.SelectMany(isJson =>
        Gen.Select(Gen.Bool, Content(isJson), (isCompressed, bytes) => (isCompressed, bytes)).Array[1, 4]
            .Select(files => new RandomFiles(isJson, [.. files.Select((f, i) => ($"{i}.log{(f.isCompressed ? ".gz" : "")}", f.bytes))])));

    public IInput Write(TempFolder folder)
    {
        foreach ((string name, byte[] bytes) in Files)
            Write(folder[name], bytes);

        string[] paths = [.. Files.Select(f => folder[f.Name])];
        return IsJson
            ? CompiledStreams.Files.JsonLines(paths, o => o.MaxRecordBytes(Limit))
            : CompiledStreams.Files.Delimited(paths, o => o.MaxRecordBytes(Limit));
    }

    public static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, path.EndsWith(".gz", StringComparison.Ordinal) ? Compress(bytes, CompressionLevel.Fastest) : bytes);
    }

    /// <summary>A gzip member. The framework writes nothing at all where there is nothing to compress.</summary>
    public static byte[] Compress(byte[] bytes, CompressionLevel level)
    {
        if (bytes.Length == 0)
            return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, /* last block, of nothing */ 3, 0, /* checksum */ 0, 0, 0, 0, /* length */ 0, 0, 0, 0];

        MemoryStream compressed = new();
        using (GZipStream stream = new(compressed, level))
            stream.Write(bytes);

        return compressed.ToArray();
    }

    public override string ToString() =>
        string.Concat(Files.Select(f => $"{Environment.NewLine}{f.Name}: {Encoding.UTF8.GetString(f.Bytes).Replace("\r", "␍").Replace("\n", "⏎").Replace("\uFEFF", "BOM")}"));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<byte[]> Content(bool isJson) =>
        Gen.Select(Gen.Bool, Gen.Bool, s_lineEnd, Gen.Select(isJson ? s_jsonLine : s_row, s_lineEnd, (line, end) => line + end).Array[0, 12], (hasMark, isEnded, headerEnd, lines) =>
        {
            string text = (isJson ? "" : "amount,\"customer\",text" + headerEnd) + string.Concat(lines);
            byte[] bytes = Encoding.UTF8.GetBytes((hasMark ? "\uFEFF" : "") + text);
            return isEnded ? bytes : bytes[..^Math.Min(bytes.Length, 1)];
        });
}
