using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Operators.Tests.Delimited;

public class DelimitedDecoderTests
{
    // Fields that must be quoted, may be, and needn't be.
    private static readonly Gen<string> s_plain = Choice.Of("", "a", "word", "two words", "5\" disk", "ünï", "a-long-text-that-is-longer-than-a-vector-of-thirty-two-bytes");
    private static readonly Gen<string> s_inside = Choice.Of("", "a,b", "say \"hi\"", "\"", "two\nlines", "two\r\nlines", " blank ", "é", "long text in quotes, longer than a vector of thirty-two bytes\n\n");
    private static readonly Gen<string> s_field = Gen.Frequency((3, s_plain), (2, s_inside.Select(t => "\"" + t.Replace("\"", "\"\"") + "\"")));
    private static readonly Gen<string> s_lineEnd = Choice.Of("\n", "\r\n", "\n\n", "\r\n\r\n");

    private static readonly Gen<string> s_notes =
        Gen.Select(
                Gen.Select(Gen.Int, s_field, s_field, Gen.Long, s_field, (id, title, body, votes, author) => $"{id},{title},{body},{(votes % 3 == 0 ? "" : votes.ToString())},{author}"),
                s_lineEnd, (row, end) => row + end)
            .List[0, 12]
            .Select(rows => string.Concat(rows));

    [Fact]
    public void A_decoder_reads_what_an_obvious_reader_reads_for_every_split()
    {
        s_notes.Sample(
            rows =>
            {
                string text = "id,title,body,votes,author\n" + rows;
                byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
                string[] expected = [.. Rfc4180.Read(text).Skip(1).Select(r => string.Join("|", r))];
                for (int split = 0; split <= bytes.Length; split++)
                    Assert.Equal(expected, Notes(bytes, split % 5 + 1, split));
            },
            iter: 60, seed: "0000KOIi9IU3");
    }

    [Fact]
    public void A_decoder_reads_the_same_byte_by_byte()
    {
        s_notes.Sample(
            rows =>
            {
                byte[] bytes = System.Text.Encoding.UTF8.GetBytes("id,title,body,votes,author\r\n" + rows);
                Assert.Equal(Notes(bytes, 256), Notes(bytes, 2, [.. Enumerable.Range(1, bytes.Length - 1)]));
            },
            iter: 60, seed: "0000KOIi9IU3");
    }

    [Fact]
    public void A_last_line_needs_no_line_end()
    {
        Assert.Equal([new Word("a"), new Word("b")], Words("text\na\nb"));
        Assert.Equal([new Word("a"), new Word("b")], Words("text\na\nb\r"));
        Assert.Equal([new Word("a"), new Word("")], Words("text\na\n\"\""));
    }

    [Fact]
    public void Lines_count_every_line_end_that_was_passed()
    {
        Assert.Equal(6, Decoding.Run(new WordDelimitedDecoder<WordAllFields>(Decoding.Options()), "text\n\na\n\"two\nlines\"\n\n").Lines);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "text\na\n"u8];
        for (int split = 0; split <= bytes.Length; split++)
            Assert.Equal([new Word("a")], Decoding.Run(new WordDelimitedDecoder<WordAllFields>(Decoding.Options()), bytes, 4, split).Events);

        byte[] bare = [0xEF, 0xBB, 0xBF, .. "a\n"u8];
        Assert.Equal([new Word("a")], Decoding.Run(new WordDelimitedDecoder<WordAllFields>(Decoding.Options(o => o.WithoutHeader())), bare).Events);
    }

    [Fact]
    public void Columns_are_found_by_the_header_in_any_order_and_others_are_passed_over()
    {
        Purchase[] expected = [new(Timestamp.FromMilliseconds(1700000000003), 7, 12.34), new(Timestamp.FromMilliseconds(-5), -8, 0.5)];
        Assert.Equal(expected, Purchases("time,customer,amount\n1700000000003,7,12.34\n-5,-8,.5\n"));
        Assert.Equal(expected, Purchases("x, amount ,\"customer\",time,y\n1,12.34,00007,1700000000003,\"a\nb\"\n,+0.5,-8,-5,\n"));
        Assert.Equal(expected, Purchases("time,customer,amount,more\n1700000000003,7,12.34,\"a\"\"\nb\",c\n-5,-8,5e-1,,,,\n"));
    }

    [Fact]
    public void A_binding_lists_columns_and_time_forms()
    {
        Purchase[] expected = [new(Timestamp.Parse("2021-01-31"), 1, 11.77)];
        Assert.Equal(expected, Purchases(" 00001 20210131  1   11.77\r\n", o => o.Blank().Columns("customer", "time:yyyyMMdd", "-", "amount")));
        Assert.Equal(expected, Purchases("\t1\t  20210131  1 11.77  \n\n   \n", o => o.Blank().Columns("customer", "time:yyyyMMdd", "-", "amount")));
        Assert.Equal(expected, Purchases("1612051200;1;11.77\n", o => o.Delimiter(';').Columns("time:s", "customer", "amount")));
        Assert.Equal(expected, Purchases("2021-01-31,1,11.77\n", o => o.Columns("time:iso", "customer", "amount")));
    }

    [Fact]
    public void A_delimiter_that_is_also_in_numbers_still_separates()
    {
        Assert.Equal([new Purchase(Timestamp.FromMilliseconds(1), 5, 2)], Purchases("1.5.2\n".PadRight(60, '\n'), o => o.Delimiter('.').WithoutHeader()));
    }

    [Fact]
    public void Only_fields_that_are_read_are_decoded()
    {
        string rows = "time,customer,amount\nno time,7,no amount\n\"a\nb\",8,\"c\"\n".PadRight(120, '\n');
        Assert.Equal([7, 8], Decoding.Run(new PurchaseDelimitedDecoder<CustomerOnly>(Decoding.Options()), rows).Events.Select(p => p.Customer));
        Assert.Equal([7, 8], Decoding.Run(new PurchaseDelimitedDecoder<CustomerOnly>(Decoding.Options()), "customer\n7\n8\n").Events.Select(p => p.Customer));
        Assert.Equal("time", Decoding.Run(new PurchaseDelimitedDecoder<CustomerOnly>(Decoding.Options(validate: Validate.All)), rows).Errors[0].Field);
    }

    [Fact]
    public void A_nullable_field_without_a_column_is_null_whatever_stands_where_it_would_be()
    {
        DelimitedDecoder<Note> decoder = new NoteDelimitedDecoder<IdAndBody>(Decoding.Options());
        string rows = string.Concat(Enumerable.Range(0, 40).Select(id => $"{id},a title,of another column\n"));
        Assert.All(Decoding.Run(decoder, "id,title,other\n" + rows).Events, note => Assert.Null(note.Body));
    }

    [Fact]
    public void Null_is_an_empty_field_and_empty_text_of_a_nullable_is_quoted()
    {
        Note note = Assert.Single(Decoding.Run(new NoteDelimitedDecoder<NoteAllFields>(Decoding.Options(o => o.WithoutHeader())), "1,,,,\n".PadRight(60, '\n')).Events);
        Assert.Equal((new Utf8Text(""), null, null, ""), (note.Title, note.Body, note.Votes, note.Author));

        note = Assert.Single(Decoding.Run(new NoteDelimitedDecoder<NoteAllFields>(Decoding.Options(o => o.WithoutHeader())), "1,\"\",\"\",\"\",\"\"\n").Events);
        Assert.Equal((new Utf8Text(""), new Utf8Text(""), null, ""), (note.Title, note.Body!.Value, note.Votes, note.Author));
    }

    [Fact]
    public void Unescaped_text_is_overwritten_once_its_block_has_ended()
    {
        NoteDelimitedDecoder<NoteAllFields> decoder = new(Decoding.Options(o => o.WithoutHeader()));
        Note note = Assert.Single(Decoding.Run(decoder, "1,\"a\"\"b\",,,\n").Events);
        Assert.Equal("a\"b", note.Title.ToString());
        decoder.EndBlock(poison: true);
        Assert.NotEqual("a\"b", note.Title.ToString());
    }

    private readonly struct IdAndBody : INoteFields
    {
        static bool INoteFields.Id => true;
        static bool INoteFields.Title => false;
        static bool INoteFields.Body => true;
        static bool INoteFields.Votes => false;
        static bool INoteFields.Author => false;
    }

    private readonly struct CustomerOnly : IPurchaseFields
    {
        static bool IPurchaseFields.Time => false;
        static bool IPurchaseFields.Customer => true;
        static bool IPurchaseFields.Amount => false;
    }

    private static List<Purchase> Purchases(string text, Action<DelimitedOptions>? options = null)
    {
        Decoding.Outcome<Purchase> outcome = Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options(options)), text);
        Assert.Empty(outcome.Errors);
        return outcome.Events;
    }

    private static List<Word> Words(string text) => Decoding.Run(new WordDelimitedDecoder<WordAllFields>(Decoding.Options()), text).Events;

    private static IEnumerable<string> Notes(byte[] bytes, int block, params int[] ends)
    {
        Decoding.Outcome<Note> outcome = Decoding.Run(new NoteDelimitedDecoder<NoteAllFields>(Decoding.Options()), bytes, block, ends);
        Assert.Empty(outcome.Errors);
        return outcome.Events.Select(n => $"{n.Id}|{n.Title}|{n.Body?.ToString()}|{n.Votes}|{n.Author}");
    }
}
