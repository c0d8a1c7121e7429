using System.Globalization;
using System.Text;
using CompiledStreams.Runtime;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>The table of docs/guide/bad-input.md, row by row: a field 'sensor', 'value' and 'name' that are read, a nullable 'note' that is too, or only 'sensor'.</summary>
public sealed class BadInputTests
{
    private const string Good = """{"sensor":1,"value":2.5,"name":"a","note":3}""";
    private const string One = "1 2.5 a 3\n";

    private readonly struct SensorOnly : IReadingFields
    {
        static bool IReadingFields.Sensor => true;

        static bool IReadingFields.Value => false;

        static bool IReadingFields.Name => false;

        static bool IReadingFields.Note => false;
    }

    // Input, then what comes of it when all fields are read: with Structure and Used, and with All where that differs.
    public static TheoryData<string, string, string?> AllFieldsRead => new()
    {
        { Good + "\n", One + "1 lines", null },
        { Good + "\r\n" + Good + "\r\n", One + One + "2 lines", null },
        { "\n  \n\r\n" + Good + "\n\n", One + "5 lines", null },
        { Good, One + "0 lines", null },
        { Good + "\n" + Good[..20], One + "value ends too early", null },
        { "\uFEFF" + Good + "\n", One + "1 lines", null },
        { Good + "\n\uFEFF" + Good + "\n", One + "record is no object", null },
        { """{ "note" : 3 , "name" : "a" , "value" : 2.5 , "sensor" : 1 } """ + "\n", One + "1 lines", null },
        { """{"sensor":1,"value":2.5,"name":"a"}""", "1 2.5 a \n0 lines", null },
        { """{"sensor":1,"value":2.5,"name":"a","note":null}""", "1 2.5 a \n0 lines", null },
        { """{"sensor":1,"value":2.5}""", "name is missing", null },
        { """{"sensor":null,"value":2.5,"name":"a"}""", "sensor is null", null },
        { """{"sensor":1,"value":2.5,"name":null}""", "name is null", null },
        { """{"sensor":2147483648,"value":2.5,"name":"a"}""", "sensor is out of range for its type", null },
        { """{"sensor":99999999999999999999999,"value":2.5,"name":"a"}""", "sensor is out of range for its type", null },
        { """{"sensor":1.5,"value":2.5,"name":"a"}""", "sensor is no integer", null },
        { """{"sensor":01,"value":2.5,"name":"a"}""", "sensor is no number", null },
        { """{"sensor":1,"value":NaN,"name":"a"}""", "value is no finite number", null },
        { """{"sensor":1,"value":1e999,"name":"a"}""", "value is no finite number", null },
        { """{"sensor":"1","value":2.5,"name":"a"}""", "sensor is no number", null },
        { """{"sensor":1,"value":2.5,"name":7}""", "name is no text", null },
        { """{"sensor":1,"value":2.5,"name":{}}""", "name is no text", null },
        { """{"sensor":1x,"value":2.5,"name":"a"}""", "sensor has something behind its value", null },
        { """{"sensor":1,"value":2.5,"name":"a\q"}""", "name has an escape that stands for nothing", null },
        { "{\"sensor\":1,\"value\":2.5,\"name\":\"a\tb\"}", "name has a control character that isn't escaped", null },
        { "{\"sensor\":1,\"value\":2.5,\"name\":\"\x1\"}\n", "name has a control character that isn't escaped", null },
        { "[1]", "record is no object", null },
        { "{\"sensor\":1,\"value\":2.5,\"name\":\"a\",\"note\":3,\"other\":{\"x\":[1,\"}\"]}}\n", One + "1 lines", null },
        { """{"other":[[{"x":"]"}]],"sensor":1,"value":2.5,"name":"a","note":3}""", One + "0 lines", null },
        { """{"sensor":1,"sensor":9,"value":2.5,"name":"a","note":3}""", One + "0 lines", "sensor is there twice" },
        { """{"sensor":1,"value":2.5,"name":"a","note":3,"sensor":9}""", One + "0 lines", "sensor is there twice" },
        { """{"sensor":1,"value":2.5,"name":"a","note":3,"other":tru}""", One + "0 lines", "other isn't JSON" },
        { """{"\u0073ensor":1,"value":2.5,"name":"\u0061","note":3}""", One + "0 lines", null },
    };

    [Theory]
    [MemberData(nameof(AllFieldsRead))]
    public void Bad_input_gives_what_the_guide_says(string input, string expected, string? checkingAll)
    {
        AssertAtEveryCut<ReadingAllFields>(Encoding.UTF8.GetBytes(input), expected, Validate.Structure);
        AssertAtEveryCut<ReadingAllFields>(Encoding.UTF8.GetBytes(input), expected, Validate.Used);
        AssertAtEveryCut<ReadingAllFields>(Encoding.UTF8.GetBytes(input), checkingAll ?? expected, Validate.All);
    }

    [Theory]
    [InlineData(Good + " x", "record has something behind its end", "record has something behind its end")]
    [InlineData(Good + " " + Good, "record has something behind its end", "record has another object behind it; write each on a line of its own")]
    public void What_stands_behind_the_object_is_an_error_unless_only_what_is_used_is_checked(string input, string structure, string all)
    {
        AssertAtEveryCut<ReadingAllFields>(Encoding.UTF8.GetBytes(input), structure, Validate.Structure);
        AssertAtEveryCut<ReadingAllFields>(Encoding.UTF8.GetBytes(input), One + "0 lines", Validate.Used);
        AssertAtEveryCut<ReadingAllFields>(Encoding.UTF8.GetBytes(input), all, Validate.All);
    }

    [Theory]
    [InlineData("167e4", "1670000")]
    [InlineData("167E-1", "16.7")]
    [InlineData("167x4", "value has something behind its value")]
    [InlineData("1674", "1674")]
    public void What_stands_where_the_point_usually_is_must_be_one(string odd, string expected)
    {
        string usual = """{"sensor":1,"value":149.8,"name":"a","note":3}""";
        string[] lines = [usual, usual, usual, usual.Replace("149.8", odd, StringComparison.Ordinal), usual + new string(' ', 200)];
        string result = Decoding.Run(new ReadingJsonDecoder<ReadingAllFields>(Decoding.Options()), Encoding.UTF8.GetBytes(string.Join('\n', lines)), r => r.Value.ToString(CultureInfo.InvariantCulture), block: 2);
        Assert.Equal(expected, result.Split('\n')[3]);
    }

    // 'note' may be missing, and nothing behind it is read: that its key doesn't come next doesn't say that it doesn't come.
    [Theory]
    [InlineData("""{"sensor":1,"value":2.5,"zz":1,"note":3,"name":"abc"}""", "1 2.5 3")]
    [InlineData("""{"sensor":1,"value":2.5, "note":3,"name":"abc"}""", "1 2.5 3")]
    [InlineData("""{"sensor":1,"value":2.5,"name":"abc","note":3}""", "1 2.5 3")]
    [InlineData("""{"sensor":1,"value":2.5,"n\u006fte":3,"name":"abc"}""", "1 2.5 3")]
    [InlineData("""{"sensor":1,"value":2.5,"name":"abc"}""", "1 2.5 ")]
    [InlineData("""{"sensor":1,"value":2.5,"note"3,"name":"abc"}""", "record isn't JSON")]
    [InlineData("""{"sensor":1,"value":2.5,@@,"name":"abc"}""", "record isn't JSON")]
    public void A_nullable_field_that_comes_later_is_found(string odd, string expected)
    {
        string usual = """{"sensor":1,"value":2.5,"note":5,"name":"abc"}""";
        foreach (Validate validate in Enum.GetValues<Validate>())
        {
            string input = string.Join('\n', [odd, .. Enumerable.Repeat(usual, 40)]);
            string result = Decoding.Run(new LooseJsonDecoder<LooseButName>(Decoding.Options(validate)), Encoding.UTF8.GetBytes(input), r => $"{r.Sensor} {r.Value.ToString(CultureInfo.InvariantCulture)} {r.Note}");
            Assert.StartsWith(expected, result.Split('\n')[0], StringComparison.Ordinal);
        }
    }

    private readonly struct LooseButName : ILooseFields
    {
        static bool ILooseFields.Sensor => true;

        static bool ILooseFields.Value => true;

        static bool ILooseFields.Note => true;

        static bool ILooseFields.Name => false;
    }

    // Input, then what comes of it when only 'sensor' is read: with Structure, Used and All.
    public static TheoryData<string, string, string, string> OneFieldRead => new()
    {
        { Good, "1\n0 lines", "1\n0 lines", "1\n0 lines" },
        { """{"sensor":1,"value":"x","name":5}""", "1\n0 lines", "1\n0 lines", "value is no number" },
        { """{"value":tru,"sensor":1}""", "1\n0 lines", "1\n0 lines", "value is no number" },
        { """{"sensor":1,"value":[1,2}""", "record isn't JSON", "1\n0 lines", "value is no number" },
        { """{"sensor":1,"name":"a""", "record ends too early", "1\n0 lines", "name ends too early" },
        { """{"sensor":1} {"sensor":2}""", "record has something behind its end", "1\n0 lines", "value is missing" },
        { """{"sensor":1,"sensor":2}""", "1\n0 lines", "1\n0 lines", "sensor is there twice" },
        { """{"sensor":1}""", "1\n0 lines", "1\n0 lines", "value is missing" },
        { """{"value":2.5}""", "sensor is missing", "sensor is missing", "sensor is missing" },
        { """{"sensor":1,"value":2.5,"name":"a\q"}""", "1\n0 lines", "1\n0 lines", "name has an escape that stands for nothing" },
        { "{\"sensor\":1,\"other\":" + new string('[', 70) + new string(']', 70) + "}", "record is nested deeper than 64", "1\n0 lines", "other is nested deeper than 64" },
        { "{\"other\":" + new string('[', 70) + new string(']', 70) + ",\"sensor\":1}", "other is nested deeper than 64", "other is nested deeper than 64", "other is nested deeper than 64" },
    };

    [Theory]
    [MemberData(nameof(OneFieldRead))]
    public void Fields_that_nobody_reads_are_checked_as_far_as_the_guide_says(string input, string structure, string used, string all)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(input);
        AssertAtEveryCut<SensorOnly>(bytes, structure, Validate.Structure, r => $"{r.Sensor}");
        AssertAtEveryCut<SensorOnly>(bytes, used, Validate.Used, r => $"{r.Sensor}");
        AssertAtEveryCut<SensorOnly>(bytes, all, Validate.All, r => $"{r.Sensor}");
    }

    [Fact]
    public void Invalid_utf8_is_an_error_in_what_is_read_and_wherever_all_is_checked()
    {
        byte[] input = Encoding.UTF8.GetBytes(Good.Replace("\"a\"", "\"?\""));
        input[Array.IndexOf(input, (byte)'?')] = 0xFF;

        AssertAtEveryCut<ReadingAllFields>(input, "name isn't valid UTF-8", Validate.Structure);
        AssertAtEveryCut<ReadingAllFields>(input, "name isn't valid UTF-8", Validate.Used);
        AssertAtEveryCut<SensorOnly>(input, "1\n0 lines", Validate.Structure, r => $"{r.Sensor}");
        AssertAtEveryCut<SensorOnly>(input, "name isn't valid UTF-8", Validate.All, r => $"{r.Sensor}");
    }

    [Fact]
    public void Records_before_a_bad_one_are_decoded_and_it_is_met_again()
    {
        ReadingJsonDecoder<ReadingAllFields> decoder = new(Decoding.Options());
        byte[] input = Encoding.UTF8.GetBytes(Good + "\n{}\n" + Good + "\n");
        Reading[] into = new Reading[8];

        Assert.Equal(new DecodeResult(1, Good.Length + 1, DecodeStop.BadRecord), decoder.Decode(input, 0, input.Length, true, into));
        Assert.Equal(new RecordError("sensor", "is missing", 2), decoder.Error);
        Assert.Equal(new DecodeResult(0, Good.Length + 1, DecodeStop.BadRecord), decoder.Decode(input, Good.Length + 1, input.Length, true, into));
        Assert.Equal(new DecodeResult(1, input.Length, DecodeStop.NeedMore), decoder.Decode(input, Good.Length + 4, input.Length, true, into));
    }

    [Fact]
    public void A_nested_field_is_named_by_its_path()
    {
        OrderJsonDecoder<OrderAllFields> decoder = new(Decoding.Options());

        Assert.Equal("to.y is missing", Decoding.Run(decoder, """{"id":"a","to":{"x":1},"lines":[]}"""u8.ToArray(), o => o.ToString()));
        Assert.Equal("lines.counts is no integer", Decoding.Run(decoder, """{"id":"a","to":{"x":1,"y":2},"lines":[{"item":"b","counts":[1,2.5]}]}"""u8.ToArray(), o => o.ToString()));
    }

    // The same, wherever the input is cut in two, among records as usual, and in blocks of any size.
    private static void AssertAtEveryCut<TFields>(byte[] input, string expected, Validate validate, Func<Reading, string>? show = null)
        where TFields : struct, IReadingFields
    {
        show ??= r => $"{r.Sensor} {r.Value} {r.Name} {r.Note}";
        for (int cut = 0; cut <= input.Length; cut++)
            Assert.Equal(expected, Decoding.Run(new ReadingJsonDecoder<TFields>(Decoding.Options(validate)), input, show, [cut], block: 1 + cut % 3));

        // With records before and behind it, so that it may be read as usual.
        byte[] usual = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Good + "\n", 8)));
        string before = string.Concat(Enumerable.Repeat(show(new Reading(1, 2.5, "a", 3)) + "\n", 8));
        if (input is [0xEF, ..])
            return;

        byte[] among = [.. usual, .. input, (byte)'\n', .. usual];
        string actual = Decoding.Run(new ReadingJsonDecoder<TFields>(Decoding.Options(validate)), among, show);
        string records = expected.EndsWith(" lines") ? expected[..(expected.LastIndexOf('\n') + 1)] : expected;
        Assert.StartsWith(before + records, actual);
    }
}
