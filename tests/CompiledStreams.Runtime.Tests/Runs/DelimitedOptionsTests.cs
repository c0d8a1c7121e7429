namespace CompiledStreams.Runtime.Tests;

/// <summary>Settings that contradict each other are refused, whichever was made first.</summary>
public class DelimitedOptionsTests
{
    public static TheoryData<string, Action<DelimitedOptions>> Contradictions => new()
    {
        { "Blank() and Delimiter(';') contradict each other", o => o.Blank().Delimiter(';') },
        { "Blank() and Delimiter(',') contradict each other", o => o.Delimiter(',').Blank() },
        { "Delimiter(';') and Delimiter('|') contradict each other", o => o.Delimiter(';').Delimiter('|') },
        { "WithHeader() and WithoutHeader() contradict each other", o => o.WithHeader().WithoutHeader() },
        { "WithHeader() and WithoutHeader() contradict each other", o => o.WithoutHeader().WithHeader() },
        { "Columns(…) and WithHeader() contradict each other", o => o.Columns("a").WithHeader() },
        { "Columns(…) and WithHeader() contradict each other", o => o.WithHeader().Columns("a") },
        { "Columns(…) and WithHeader() contradict each other", o => o.Blank().WithHeader().Columns("a") },
        { "Columns(…) is given twice", o => o.Columns("a").Columns("b") },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction_is_refused(string message, Action<DelimitedOptions> options) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => DelimitedFormat.With(options)).Message);

    [Fact]
    public void An_empty_list_of_columns_is_refused() =>
        Assert.StartsWith("Columns() lists no column; name each", Assert.Throws<ArgumentException>(() => DelimitedFormat.With(o => o.Columns())).Message);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Blanks_and_a_header_go_together_in_either_order(bool blanksFirst)
    {
        DelimitedFormat format = DelimitedFormat.With(o => _ = blanksFirst ? o.Blank().WithHeader() : o.WithHeader().Blank());
        Assert.Equal((true, true, (byte)' '), (format.HasHeader, format.CollapsesBlanks, format.Delimiter));
    }

    [Fact]
    public void What_is_said_twice_alike_is_no_contradiction()
    {
        DelimitedFormat format = DelimitedFormat.With(o => o.Delimiter(';').Delimiter(';').WithoutHeader().WithoutHeader().Columns("a"));
        Assert.Equal(((byte)';', false), (format.Delimiter, format.HasHeader));
    }
}
