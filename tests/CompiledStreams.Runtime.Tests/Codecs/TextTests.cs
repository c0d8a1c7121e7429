using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompiledStreams.Runtime.Tests.Codecs;

public sealed class TextTests
{
    private static readonly string[] Pieces =
        ["a", "plain text", "\"", "\\", "\\\\", "\n", "\t\b\f\r", "\u0001", "\u001f", "/", "ü", "日本", "😀", "{", "}", "[", "]", ",", ":", "x'y", new('z', 40)];

    [Fact]
    public void Text_is_escaped_so_that_the_framework_reads_it_back()
    {
        var random = new Random(31);
        for (int i = 0; i < 100_000; i++)
        {
            string text = Text(random);
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            byte[] written = new byte[(utf8.Length * JsonText.MaxEscapedLength) + NumberWriter.Slack + 2];
            written[0] = (byte)'"';
            int end = JsonText.WriteEscaped(ref written[0], 1, utf8);
            written[end] = (byte)'"';
            Assert.Equal(text, JsonSerializer.Deserialize<string>(written.AsSpan(0, end + 1)));
        }
    }

    [Fact]
    public void A_string_is_scanned_and_unescaped_as_the_framework_does()
    {
        var random = new Random(32);
        var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        for (int i = 0; i < 100_000; i++)
        {
            string text = Text(random);
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(text, (i & 1) == 0 ? options : JsonSerializerOptions.Default);
            byte[] line = [.. json, .. ",\"rest\":\"\\\"\"}"u8[..random.Next(14)]];
            int close = JsonText.FindStringEnd(ref line[0], 1, line.Length, out TextTraits traits);
            Assert.Equal(json.Length - 1, close);

            ReadOnlySpan<byte> inside = json.AsSpan(1..^1);
            Assert.Equal(inside.Contains((byte)'\\'), traits.HasFlag(TextTraits.HasEscapes));
            Assert.Equal(inside.ContainsAnyInRange((byte)0x80, (byte)0xFF), traits.HasFlag(TextTraits.HasNonAscii));
            Assert.False(traits.HasFlag(TextTraits.HasControls));

            byte[] unescaped = new byte[inside.Length];
            Assert.Equal(FieldError.None, JsonText.Unescape(inside, unescaped, out int written));
            Assert.Equal(text, Encoding.UTF8.GetString(unescaped, 0, written));
            Assert.Equal(-(int)FieldError.Unterminated, JsonText.FindStringEnd(ref line[0], 1, close, out _));
        }
    }

    [Fact]
    public void What_stands_behind_a_string_and_room_behind_its_end_change_nothing()
    {
        var random = new Random(36);
        for (int i = 0; i < 100_000; i++)
        {
            byte[] inside = JsonSerializer.SerializeToUtf8Bytes(Text(random))[1..^1];
            byte[] text = [.. inside, .. Encoding.UTF8.GetBytes(Text(random))];
            byte[] tight = new byte[inside.Length];
            byte[] roomy = new byte[inside.Length + random.Next(80)];

            Assert.Equal(FieldError.None, JsonText.Unescape(inside, tight, out int written));
            Assert.Equal(FieldError.None, JsonText.Unescape(text, inside.Length, roomy, out int same));
            Assert.Equal(tight[..written], roomy[..same]);

            int length = random.Next(inside.Length + 1);
            FieldError cut = JsonText.Unescape(inside.AsSpan(0, length), tight, out written);
            Assert.Equal(cut, JsonText.Unescape(text, length, roomy, out same));
            Assert.Equal(tight[..written], roomy[..same]);
        }
    }

    [Theory]
    [InlineData("\\x")]
    [InlineData("\\")]
    [InlineData("abc\\u12")]
    [InlineData("\\u12g4")]
    [InlineData("\\ud800")]
    [InlineData("\\ud800abcdef")]
    [InlineData("\\ud800\\u0041")]
    [InlineData("\\udc00")]
    public void A_bad_escape_is_an_error(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(FieldError.BadEscape, JsonText.Unescape(utf8, new byte[utf8.Length], out _));
        Assert.Equal(FieldError.BadEscape, JsonText.CheckEscapes(utf8));
    }

    [Fact]
    public void A_value_is_skipped_to_its_end_and_checked_as_the_framework_does()
    {
        var random = new Random(33);
        for (int i = 0; i < 60_000; i++)
        {
            string json = Value(random, 0);
            byte[] line = Encoding.UTF8.GetBytes(json + ",\"next\":1}");
            int length = Encoding.UTF8.GetByteCount(json);
            Assert.Equal(length, JsonValue.Skip(ref line[0], 0, line.Length));
            Assert.Equal(length, JsonValue.Check(ref line[0], 0, line.Length));
        }
    }

    [Fact]
    public void What_stands_behind_the_end_is_no_part_of_a_value()
    {
        var random = new Random(35);
        for (int i = 0; i < 60_000; i++)
        {
            byte[] json = Encoding.UTF8.GetBytes(Value(random, 0));
            int end = random.Next(json.Length + 1);
            byte[] before = Encoding.UTF8.GetBytes(new string('"', random.Next(40)));
            byte[] cut = [.. before, .. json.AsSpan(0, end)];
            byte[] longer = [.. cut, .. "1a\"}]\\"u8[..random.Next(7)], .. json];

            int next = JsonValue.Skip(ref MemoryMarshal.GetArrayDataReference(cut), before.Length, cut.Length);
            Assert.Equal(next, JsonValue.Skip(ref longer[0], before.Length, cut.Length));
            Assert.Equal(next < 0 ? next : next - before.Length, JsonValue.Skip(ref MemoryMarshal.GetArrayDataReference(json), 0, end));
        }
    }

    [Fact]
    public void A_word_ends_at_the_first_byte_that_is_no_letter_digit_sign_or_point()
    {
        for (int length = 0; length < 40; length++)
        {
            for (int behind = 0; behind < 256; behind++)
            {
                byte[] line = [.. Encoding.ASCII.GetBytes("tRue-Z+0.9az"), .. Enumerable.Repeat((byte)'5', length), (byte)behind, .. new byte[20]];
                bool isPart = char.IsAsciiLetterOrDigit((char)behind) || behind is '-' or '+' or '.';
                Assert.Equal(12 + length + (isPart ? 1 : 0), JsonValue.Skip(ref line[0], 0, line.Length));
                Assert.Equal(12 + length + (isPart ? 1 : 0), JsonValue.Skip(ref line[0], 0, 13 + length));
            }
        }
    }

    [Fact]
    public void A_damaged_value_is_refused_just_when_the_framework_refuses_it()
    {
        var random = new Random(34);
        int refused = 0;
        for (int i = 0; i < 60_000; i++)
        {
            byte[] json = Encoding.UTF8.GetBytes(Value(random, 0));
            for (int damage = random.Next(3); damage >= 0; damage--)
                json[random.Next(json.Length)] = random.Next(8) == 0 ? (byte)random.Next(256) : "{}[]\",:\\019-+.eEtrufalsn \t\n"u8[random.Next(27)];

            bool isRight = JsonValue.Check(ref json[0], 0, json.Length) is int next && next > 0
                && JsonValue.SkipBlanks(ref json[0], next, json.Length) == json.Length;
            if (isRight != IsJson(json))
                Assert.Fail($"{Encoding.UTF8.GetString(json)} is {(isRight ? "accepted" : "refused")}");
            refused += isRight ? 0 : 1;
        }

        Assert.InRange(refused, 5_000, 59_000);
    }

    [Theory]
    [InlineData("[1,{\"a\":]}", FieldError.NotJson)]
    [InlineData("[1,2", FieldError.NotJson)]
    [InlineData("{\"a\":\"b}", FieldError.Unterminated)]
    [InlineData("\"abc\\\"", FieldError.Unterminated)]
    [InlineData("", FieldError.NotJson)]
    [InlineData(",", FieldError.NotJson)]
    public void A_value_without_its_end_is_not_skipped(string json, FieldError error)
    {
        byte[] line = Encoding.UTF8.GetBytes(json + " ");
        Assert.Equal(-(int)error, JsonValue.Skip(ref line[0], 0, json.Length));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Nesting_has_a_limit(int depth)
    {
        byte[] line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", depth)) + "1" + string.Concat(Enumerable.Repeat("]", depth)));
        int expected = depth <= JsonValue.MaxDepth ? line.Length : -(int)FieldError.TooDeep;
        Assert.Equal(expected, JsonValue.Skip(ref line[0], 0, line.Length));
        Assert.Equal(expected, JsonValue.Check(ref line[0], 0, line.Length));
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Value(Random random, int depth)
    {
        string Blank() => random.Next(6) == 0 ? " \t" : "";
        return random.Next(depth > 4 ? 5 : 9) switch
        {
            0 => "true",
            1 => "null",
            2 => $"{random.Next(-1000, 1000)}",
            3 => $"-{random.Next(1000)}.{random.Next(1000)}e-{random.Next(10)}",
            4 => JsonSerializer.Serialize(Text(random)),
            5 or 6 => $"[{Blank()}{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1) + Blank()))}]",
            _ => $"{{{Blank()}{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Blank()}{JsonSerializer.Serialize(Text(random))}{Blank()}:{Blank()}{Value(random, depth + 1)}"))}}}",
        };
    }

    /// <summary>What the framework says; it checks escapes and UTF-8 only when the text is asked for.</summary>
    private static bool IsJson(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }

            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
