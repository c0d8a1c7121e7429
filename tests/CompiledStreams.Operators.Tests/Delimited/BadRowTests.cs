using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Delimited;

/// <summary>The table of docs/guide/delimited.md, a row a case; each bad row stands between two right ones.</summary>
public class BadRowTests
{
    [Theory]
    [InlineData("1,x,2", "customer", "is no number", 2)]
    [InlineData("1,2.5,2", "customer", "is no integer", 2)]
    [InlineData("1, 2,2", "customer", "is no number", 2)]
    [InlineData("1,,2", "customer", "is empty", 2)]
    [InlineData("1,\"\",2", "customer", "is empty", 2)]
    [InlineData("1,3000000000,2", "customer", "is out of range for its type", 2)]
    [InlineData("1,2,NaN", "amount", "is no finite number", 4)]
    [InlineData("1,2,1e999", "amount", "is no finite number", 4)]
    [InlineData("1,2", "amount", "is missing; the record has too few columns", 3)]
    [InlineData("1", "customer", "is missing; the record has too few columns", 1)]
    [InlineData("1,\"2\"x,3", "customer", "goes on after its closing quote; double a quote that is text", 2)]
    [InlineData("1,2,\"3\"x", "amount", "goes on after its closing quote; double a quote that is text", 4)]
    [InlineData("1,2,\"3\n4\"", "amount", "is no number", 4)]
    public void A_bad_row_says_which_field_and_why(string row, string field, string reason, int offset)
    {
        foreach (Validate validate in Enum.GetValues<Validate>())
        {
            byte[] input = System.Text.Encoding.UTF8.GetBytes($"time,customer,amount\n1,2,3\n{row}\n4,5,6\n{new string('\n', 40)}");
            for (int split = 0; split <= input.Length; split += 7)
            {
                Decoding.Outcome<Purchase> outcome = Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options(validate: validate)), input, 4, split);
                RecordError error = Assert.Single(outcome.Errors);
                Assert.Equal((field, reason, offset), (error.Field, error.Reason, error.Offset));
                Assert.Equal([2, 5], outcome.Events.Select(p => p.Customer));
            }
        }
    }

    [Fact]
    public void More_columns_than_the_header_has_are_wrong_only_if_all_is_checked()
    {
        const string Text = "time,customer,amount\n1,2,3,4\n";
        Assert.Equal(2, Assert.Single(Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options()), Text).Events).Customer);
        Assert.Contains("hasn't the 3 columns", Assert.Single(Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options(validate: Validate.All)), Text).Errors).Reason);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_bad_at_the_end_of_the_input()
    {
        RecordError error = Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options()), "time,customer,amount\n1,2,\"3").Errors[0];
        Assert.Equal(("amount", 4), (error.Field, error.Offset));
        Assert.StartsWith("has a quote that is never closed", error.Reason);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_bad_where_it_is_read()
    {
        byte[] input = [.. "text\nab"u8, 0xFF, .. "\nright\n"u8, .. new string('\n', 60).Select(c => (byte)c)];
        Decoding.Outcome<Word> outcome = Decoding.Run(new WordDelimitedDecoder<WordAllFields>(Decoding.Options()), input);
        Assert.Equal(("text", "isn't valid UTF-8"), (outcome.Errors.Single().Field, outcome.Errors.Single().Reason));
        Assert.Equal([new Word("right")], outcome.Events);
    }

    [Fact]
    public void A_record_longer_than_the_limit_is_bad_for_every_split()
    {
        byte[] input = System.Text.Encoding.UTF8.GetBytes("text\n12345678\n123456789\n1234567\r\n\"1234567\"\n" + new string('\n', 60));
        for (int split = 0; split <= input.Length; split++)
        {
            Decoding.Outcome<Word> outcome = Decoding.Run(new WordDelimitedDecoder<WordAllFields>(Decoding.Options(o => o.MaxRecordBytes(8))), input, 4, split);
            Assert.Equal([new Word("12345678"), new Word("1234567")], outcome.Events);
            Assert.Equal(2, outcome.Errors.Count);
            Assert.All(outcome.Errors, e => Assert.StartsWith("is longer than 8 bytes", e.Reason));
        }
    }

    [Fact]
    public void A_header_without_a_field_that_is_read_makes_every_record_bad_and_names_what_it_found()
    {
        Decoding.Outcome<Purchase> outcome = Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options()), "time,Customer,amount\n1,2,3\n");
        Assert.Empty(outcome.Events);
        Assert.Equal(2, outcome.Errors.Count);
        Assert.All(outcome.Errors, e => Assert.Equal("customer", e.Field));
        Assert.All(outcome.Errors, e => Assert.StartsWith("has no column; the header names 'time', 'Customer', 'amount'", e.Reason));
    }

    [Fact]
    public void A_header_that_names_a_column_twice_is_an_error()
    {
        RecordError error = Decoding.Run(new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options()), "time,customer,amount,time\n").Errors.Single();
        Assert.Equal("time", error.Field);
        Assert.StartsWith("is named twice", error.Reason);
    }
}
