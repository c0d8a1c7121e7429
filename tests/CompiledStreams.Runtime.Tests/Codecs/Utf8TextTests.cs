using System.Text;

namespace CompiledStreams.Runtime.Tests.Codecs;

public sealed class Utf8TextTests
{
    private static readonly string[] s_characters = ["a", "ü", "日", "😀", "\0"];

    [Fact]
    public void A_slice_is_text_or_refused()
    {
        Random random = new(33);
        for (int i = 0; i < 2_000; i++)
        {
            Utf8Text text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => s_characters[random.Next(s_characters.Length)]));
            for (int start = 0; start <= text.Length; start++)
            {
                for (int length = 0; length <= text.Length - start; length++)
                {
                    if (IsBoundary(text, start) && IsBoundary(text, start + length))
                        Assert.Equal(Encoding.UTF8.GetString(text.Span.Slice(start, length)), text.Slice(start, length).ToString());
                    else
                        Assert.Throws<ArgumentException>(() => text.Slice(start, length));
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 2, "start", "Byte 1 lies inside the character that begins at byte 0; a slice begins and ends between characters, where IndexOf and whole texts' lengths are.")]
    [InlineData(0, 1, "length", "Byte 1 lies inside the character that begins at byte 0; a slice begins and ends between characters, where IndexOf and whole texts' lengths are.")]
    [InlineData(3, 3, "length", "Byte 6 lies inside the character that begins at byte 3; a slice begins and ends between characters, where IndexOf and whole texts' lengths are.")]
    public void A_slice_through_a_character_says_which(int start, int length, string parameter, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(parameter, () => new Utf8Text("üa😀").Slice(start, length));
        Assert.StartsWith(message, exception.Message);
    }

    [Fact]
    public void A_null_string_says_how_a_null_text_is_written()
    {
        bool isMissing = true;
        Utf8Text text = "a";

        ArgumentNullException exception = Assert.Throws<ArgumentNullException>(() => { Utf8Text? _ = isMissing ? null! : text; });

        Assert.StartsWith("A null string is no Utf8Text. In 'isMissing ? null : text' C# takes null for a string: write 'isMissing ? default(Utf8Text?) : text'", exception.Message);
    }

    private static bool IsBoundary(Utf8Text text, int at) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span[..at])).AsSpan().SequenceEqual(text.Span[..at]);
}
