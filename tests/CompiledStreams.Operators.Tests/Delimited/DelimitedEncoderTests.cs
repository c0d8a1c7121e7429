using System.IO.Pipelines;
using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Operators.Tests.Delimited;

public class DelimitedEncoderTests
{
    private static readonly Gen<string> s_text = Gen.Frequency(
        (3, Choice.Of("", "a", "a,b", "\"", "a\"b", " a", "a ", "\t", "a\nb", "a\r", "\r\n", "\uFEFFx", "ünï", "a;b|c\td")),
        (1, Gen.Char[' ', 'ÿ'].Array[0, 300].Select(c => new string(c))));

    private static readonly Gen<Everything> s_everything =
        from numbers in Gen.Select(Gen.Bool, Gen.SByte, Gen.Byte, Gen.Short, Gen.UShort, Gen.Int, Gen.UInt, Gen.Long)
        from more in Gen.Select(Gen.ULong, Gen.Float, Gen.Double, Gen.Decimal, Gen.Guid, s_text, s_text)
        from micros in Gen.Long[Timestamp.MinValue.Microseconds, Timestamp.MaxValue.Microseconds]
        from offset in Gen.Int[-14 * 60, 14 * 60]
        from maybe in Gen.Select(Gen.Int.Nullable(), Gen.Double.Where(double.IsFinite).Nullable(), s_text, s_text, Gen.Int[0, 9])
        select new Everything(
            numbers.Item1, numbers.Item2, numbers.Item3, numbers.Item4, numbers.Item5, numbers.Item6, numbers.Item7, numbers.Item8,
            more.Item1, float.IsFinite(more.Item2) ? more.Item2 : 0, double.IsFinite(more.Item3) ? more.Item3 : 0, more.Item4, new Timestamp(micros),
            new DateTimeOffset(new DateTime(2000, 1, 1).AddTicks(micros % 1_000_000_000_000_000), TimeSpan.FromMinutes(offset)),
            DateOnly.FromDayNumber((int)((ulong)micros % 3_652_059)), new TimeOnly((long)((ulong)micros % TimeSpan.TicksPerDay)), new TimeSpan(micros), more.Item5,
            (Color)(byte)(numbers.Item3 % 6), more.Item6, more.Item7, maybe.Item1, maybe.Item2,
            maybe.Item5 == 0 ? (Utf8Text?)null : new Utf8Text(maybe.Item3), maybe.Item5 == 1 ? null : maybe.Item4, maybe.Item5 < 3 ? null : Color.Green, maybe.Item5 < 5 ? null : new Timestamp(micros));

    [Fact]
    public void What_is_written_is_read_back_whatever_the_delimiter()
    {
        Gen.Select(s_everything.Array[0, 5], Choice.Of(',', ';', '\t', '|', '.', '-', ':', ' ', '+', '_', '/')).Sample(
            (events, delimiter) =>
            {
                DelimitedFormat format = DelimitedFormat.With(o => o.Delimiter(delimiter));
                byte[] text = Encoding.Bytes(new EverythingDelimitedEncoder(new EncoderOptions(format)), events);
                foreach (Validate validate in Enum.GetValues<Validate>())
                {
                    Decoding.Outcome<Everything> outcome = Decoding.Run(new EverythingDelimitedDecoder<EverythingAllFields>(new DecoderOptions(format, validate)), text);
                    Assert.Empty(outcome.Errors);
                    Assert.Equal(events, outcome.Events);
                }

                Assert.All(Rfc4180.Read(System.Text.Encoding.UTF8.GetString(text), delimiter), row => Assert.Equal(27, row.Count));
            },
            iter: 400, seed: "0000KOIi9IU3");
    }

    [Fact]
    public void Quotes_stand_only_where_they_are_needed()
    {
        NoteDelimitedEncoder encoder = new(new EncoderOptions(DelimitedFormat.With(null)));
        Assert.Equal(
            "id,title,body,votes,author\n1,plain text,,,\n-2,\"a,b\",\"\",5,\"say \"\"hi\"\"\"\n3,\" a\",\"b\n\",0,\"c\r\"\n",
            Encoding.Text(encoder, new Note(1, "plain text", null, null, ""), new Note(-2, "a,b", new Utf8Text(""), 5, "say \"hi\""), new Note(3, " a", new Utf8Text("b\n"), 0, "c\r")));
    }

    [Fact]
    public void Columns_are_those_of_the_binding_and_a_dash_is_an_empty_one()
    {
        PurchaseDelimitedEncoder encoder = new(new EncoderOptions(DelimitedFormat.With(o => o.Columns("customer", "-", "time:yyyyMMdd"))));
        Assert.Equal("7,,20210131\n", Encoding.Text(encoder, new Purchase(Timestamp.Parse("2021-01-31T10:00:00Z"), 7, 1)));
    }

    [Fact]
    public void Times_are_written_in_their_forms_and_quoted_where_the_form_needs_it()
    {
        Shift shift = new(new DateOnly(2021, 1, 31), new TimeOnly(8, 30), new TimeOnly(17, 0, 5), Timestamp.Parse("2021-02-03"));
        string text = Encoding.Text(new ShiftDelimitedEncoder(new EncoderOptions(Format.Delimited)), shift);
        Assert.Equal("day,from,to,noted\n20210131,08:30,17:00:05,\"\"\"03\"\",02 2021\"\n", text);
        Assert.Equal([shift], Decoding.Run(new ShiftDelimitedDecoder<ShiftAllFields>(Decoding.Options()), text).Events);
    }

    [Fact]
    public void Blank_separated_text_is_read_back_and_what_it_cannot_hold_is_refused()
    {
        DelimitedFormat format = DelimitedFormat.With(o => o.Blank());
        Assert.Equal("1 2 0.5\n", Encoding.Text(new PurchaseDelimitedEncoder(new EncoderOptions(format)), new Purchase(Timestamp.FromMilliseconds(1), 2, 0.5)));
        WordDelimitedEncoder words = new(new EncoderOptions(format));
        Assert.Equal("\"a\n", Encoding.Text(words, new Word("\"a")));
        Assert.Equal("text", Assert.Throws<EncodingException>(() => Encoding.Text(words, new Word("a b"))).Field);
        Assert.Throws<EncodingException>(() => Encoding.Text(words, new Word("")));
        Assert.Throws<ArgumentException>(() => new PurchaseDelimitedEncoder(new EncoderOptions(DelimitedFormat.With(o => o.Blank().Columns("customer", "-")))));
    }

    [Fact]
    public void A_record_that_cannot_be_written_leaves_those_before_it()
    {
        MemoryStream stream = new();
        PipeWriter writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        PurchaseDelimitedEncoder encoder = new(new EncoderOptions(DelimitedFormat.With(null)));
        EncodingException refused = Assert.Throws<EncodingException>(() => encoder.Encode([new(new Timestamp(1000), 1, 1.5), new(default, 2, double.NaN)], writer));
        writer.Complete();
        Assert.Equal(("amount", "Field 'amount' is no finite number"), (refused.Field, refused.Message));
        Assert.Equal("1,1,1.5\n", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_timestamp_outside_the_years_is_refused_where_its_form_is_a_date()
    {
        ReadingDelimitedEncoder encoder = new(new EncoderOptions(DelimitedFormat.With(null)));
        Assert.Equal("timestamp", Assert.Throws<EncodingException>(() => Encoding.Text(encoder, new Reading(new Timestamp(long.MaxValue), 1))).Field);
    }
}
