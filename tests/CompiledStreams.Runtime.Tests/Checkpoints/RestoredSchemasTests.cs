namespace CompiledStreams.Runtime.Tests.Checkpoints;

/// <summary>State that was saved with other fields isn't guessed: the message names the operator and the first field that differs.</summary>
public class RestoredSchemasTests
{
    [Theory]
    [InlineData("double total\nlong count", "double total\nint count", "operator 'Sum' was saved with the field 'long count', and its state has 'int count' in its place")]
    [InlineData("double total\nlong count", "double total", "operator 'Sum' was saved with the field 'long count', which its state doesn't have now")]
    [InlineData("double total", "double total\nlong count", "operator 'Sum' was saved without the field 'long count', which its state has now")]
    public void A_changed_field_is_named(string saved, string now, string difference)
    {
        BindingException error = Assert.Throws<BindingException>(() => Check([("Sum", saved)], new Operator("Sum", now)));
        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
        Assert.Contains("'state'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_that_came_or_went_is_named()
    {
        Assert.Contains("'Old'", Assert.Throws<BindingException>(() => Check([("Old", "int n")])).Message, StringComparison.Ordinal);
        Assert.Contains("'New'", Assert.Throws<BindingException>(() => Check([], new Operator("New", "int n"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_fields_are_right() => Check([("Sum", "double total")], new Operator("Sum", "double total"));

    [Fact]
    public void Two_operators_with_one_id_are_named()
    {
        string message = Assert.Throws<BindingException>(() => OperatorIds.Check("Trades", [new Operator("PaidPaymentStreaksPerUser", ""), new Operator("Sum", ""), new Operator("MonthlyUserSharesByWeek", "")])).Message;
        Assert.Contains("'PaidPaymentStreaksPerUser' and 'MonthlyUserSharesByWeek'", message, StringComparison.Ordinal);
        Assert.Contains("rename one", message, StringComparison.Ordinal);
    }

    private static void Check((string, string)[] saved, params OperatorCheckpoint[] now) =>
        RestoredSchemas.Check("state", new SavedEpoch(false, saved, new Dictionary<string, byte[]>()), now);

    private sealed class Operator(string name, string schema) : OperatorCheckpoint(name)
    {
        public override string Schema => schema;

        internal override void Load(ReadOnlySpan<byte> record)
        {
        }

        internal override void Track(ShardLog log)
        {
        }

        internal override void Save(ShardLog log)
        {
        }
    }
}
