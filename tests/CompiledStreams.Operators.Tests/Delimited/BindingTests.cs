using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.Delimited;

public class BindingTests
{
    [Theory]
    [InlineData("Column 'custmer' in Columns(…) is no field of 'Purchase'; write one of 'time', 'customer', 'amount'", "time", "custmer", "amount")]
    [InlineData("Column 'time' in Columns(…) is named twice", "time", "time", "customer", "amount")]
    [InlineData("Column 'amount:ms' in Columns(…) gives a time's form to 'amount', which is no time", "time", "customer", "amount:ms")]
    [InlineData("Column 'time': Time format 'yyyyQQ'", "time:yyyyQQ", "customer", "amount")]
    [InlineData("Columns(…) names no column for field 'amount' of 'Purchase', which the pipeline reads", "time", "customer")]
    public void A_list_of_columns_that_does_not_fit_is_told_when_the_decoder_is_made(string message, params string[] columns)
    {
        ArgumentException mistake = Assert.Throws<ArgumentException>(() => new PurchaseDelimitedDecoder<PurchaseAllFields>(Decoding.Options(o => o.Columns(columns))));
        Assert.StartsWith(message, mistake.Message);
    }

    [Fact]
    public void A_time_form_with_a_blank_does_not_go_with_blanks_between_columns()
    {
        Assert.Contains("has a blank", Assert.Throws<ArgumentException>(() => new ReadingDelimitedDecoder<ReadingAllFields>(Decoding.Options(o => o.Blank()))).Message);
    }

    [Fact]
    public void An_event_with_an_array_is_read_without_it_and_not_with_it()
    {
        NotSupportedException mistake = Assert.Throws<NotSupportedException>(() => new BasketDelimitedDecoder<BasketAllFields>(Decoding.Options()));
        Assert.StartsWith("Field 'items' of 'Basket' is an array, which delimited text can't express", mistake.Message);

        Basket basket = Assert.Single(Decoding.Run(new BasketDelimitedDecoder<IdAndShop>(Decoding.Options()), "id,items,shop\n7,[1],here\n").Events);
        Assert.Equal((7, "here"), (basket.Id, basket.Shop.ToString()));
        basket = Assert.Single(Decoding.Run(new BasketDelimitedDecoder<IdAndShop>(Decoding.Options(o => o.WithoutHeader())), "7,here\n").Events);
        Assert.Equal((7, "here"), (basket.Id, basket.Shop.ToString()));

        Assert.Throws<NotSupportedException>(() => new BasketDelimitedEncoder(new EncoderOptions(DelimitedFormat.With(null))));
        Assert.Equal("7,here\n", Encoding.Text(new BasketDelimitedEncoder(new EncoderOptions(DelimitedFormat.With(o => o.Columns("id", "shop")))), new Basket { Id = 7, Shop = "here" }));
    }

    private readonly struct IdAndShop : IBasketFields
    {
        static bool IBasketFields.Id => true;
        static bool IBasketFields.Items => false;
        static bool IBasketFields.Last => false;
        static bool IBasketFields.Shop => true;
    }
}
