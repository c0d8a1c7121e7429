using CompiledStreams.Operators.Tests.Allocation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>Random events of every type, against System.Text.Json.</summary>
public sealed class EveryTypeTests
{
    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void What_is_decoded_in_any_order_with_blanks_and_escapes_is_encoded_as_the_same_json() => Gen.Select(Gen.Int, Gen.Int[1, 400], Gen.Bool).Sample((seed, piece, usual) =>
    {
        Random random = new(seed);
        JsonObject[] objects = [.. Enumerable.Range(0, 5).Select(_ => Make(random))];
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(objects.Select(o => (usual ? o.ToJsonString(s_relaxed) : Write(o, random)) + (random.Next(2) == 0 ? "\n" : "\r\n"))));
        int[] cuts = [.. Enumerable.Range(1, input.Length / piece).Select(i => i * piece).Where(c => c < input.Length)];

        EveryJsonEncoder encoder = new(new EncoderOptions(Format.JsonLines));
        string result = Decoding.Run(new EveryJsonDecoder<EveryAllFields>(Decoding.Options((seed & 1) == 0 ? Validate.Structure : Validate.All)), input, e => Decoding.Encode(encoder, e).TrimEnd('\n'), cuts, block: 2);

        string[] lines = result.Split('\n');
        Assert.Equal("5 lines", lines[5]);
        for (int i = 0; i < 5; i++)
        {
            Assert.True(
                JsonElement.DeepEquals(JsonDocument.Parse(objects[i].ToJsonString()).RootElement, JsonDocument.Parse(lines[i]).RootElement),
                $"{objects[i].ToJsonString(s_relaxed)}\n{lines[i]}");
        }
    }, iter: 300);

    [Fact]
    public void Time_forms_of_the_binding_win()
    {
        JsonLinesFormat format = Binding("time", "iso");
        byte[] input = """{"time":"2024-01-31T12:34:56.789Z","customer":1,"amount":2}"""u8.ToArray();

        Assert.StartsWith("2024-01-31T12:34:56.789Z 1 2\n", Decoding.Run(new PurchaseJsonDecoder<PurchaseAllFields>(Decoding.Options(format: format)), input, p => $"{p.Time} {p.Customer} {p.Amount}"));
        Assert.Equal(Encoding.UTF8.GetString(input) + "\n", Decoding.Encode(new PurchaseJsonEncoder(new EncoderOptions(format)), new Purchase(Timestamp.Parse("2024-01-31T12:34:56.789Z"), 1, 2)));
    }

    [Fact]
    public void A_time_form_for_a_field_that_is_no_time_is_refused() =>
        Assert.Equal("The binding gives a time form to 'tim', which is no time field of the event; it has 'time'.",
            Assert.ThrowsAny<ArgumentException>(() => new PurchaseJsonDecoder<PurchaseAllFields>(Decoding.Options(format: Binding("tim", "ms")))).Message);

    [Fact]
    public void A_bare_number_without_a_unit_is_an_error() =>
        Assert.Equal("time is a number without a unit", Decoding.Run(
            new PurchaseJsonDecoder<PurchaseAllFields>(Decoding.Options(format: Binding("time", "iso"))), """{"time":17,"customer":1,"amount":2}"""u8.ToArray(), p => $"{p}"));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_cannot_be_encoded_and_what_stands_before_it_is_written(double value)
    {
        StringBuilder written = new();
        EncodingException exception = Assert.Throws<EncodingException>(() => Decoding.Encode(new PurchaseJsonEncoder(new EncoderOptions(Format.JsonLines)), new(default, 1, 2), new(default, 1, value)));

        Assert.Equal("amount", exception.Field);
    }

    [Fact]
    public void Events_with_initializers_and_in_other_types_have_codecs_too()
    {
        byte[] input = """{"class":1,"item_name":"a","array":2}"""u8.ToArray();
        Assert.StartsWith("1 a 2\n", Decoding.Run(new eventJsonDecoder<eventAllFields>(Decoding.Options()), input, e => $"{e.@class} {e.ItemName} {e.array}"));
        Assert.Equal(Encoding.UTF8.GetString(input) + "\n", Decoding.Encode(new eventJsonEncoder(new EncoderOptions(Format.JsonLines)), new @event { @class = 1, ItemName = "a", array = 2 }));
        Assert.Equal("{\"isbn\":\"x\",\"pages\":7}\n", Decoding.Encode(new Shelf.BookJsonEncoder(new EncoderOptions(Format.JsonLines)), new Shelf.Book("x", 7)));
    }

    [Fact]
    public void Nested_events_and_arrays_are_read_back()
    {
        byte[] input = """{"id":"a","from":{"x":1,"y":2},"to":{"y":4,"x":3},"lines":[{"item":"b\n","counts":[]},{"counts":[1,2,3],"item":"c"}]}"""u8.ToArray();
        OrderJsonEncoder encoder = new(new EncoderOptions(Format.JsonLines));

        Assert.StartsWith("""{"id":"a","from":{"x":1,"y":2},"to":{"x":3,"y":4},"lines":[{"item":"b\n","counts":[]},{"item":"c","counts":[1,2,3]}]}""" + "\n",
            Decoding.Run(new OrderJsonDecoder<OrderAllFields>(Decoding.Options()), input, o => Decoding.Encode(encoder, o).TrimEnd('\n')));
    }

    [Theory]
    [InlineData("\"Buy\"", "Buy")]
    [InlineData("\"Sold\"", "Sell")]
    [InlineData("1", "Buy")]
    [InlineData("77", "77")]
    [InlineData("\"buy\"", "s is none of the names that its type has")]
    [InlineData("99999999999", "s is out of range for its type")]
    public void Enums_are_read_by_name_or_number(string json, string expected)
    {
        JsonObject every = Make(new Random(1));
        string line = every.ToJsonString().Replace($"\"s\":{every["s"]!.ToJsonString()}", $"\"s\":{json}");

        Assert.StartsWith(expected, Decoding.Run(new EveryJsonDecoder<EveryAllFields>(Decoding.Options()), Encoding.UTF8.GetBytes(line), e => $"{e.S}"));
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        Random random = new(5);
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i =>
            $$"""{"id":"a\n{{i}}","to":{"x":{{i}},"y":2},"lines":[{"item":"b\"","counts":[1,2]},{"counts":[],"item":"{{new string('x', i)}}"}]}""" + "\n")));
        OrderJsonDecoder<OrderAllFields> decoder = new(Decoding.Options());
        OrderJsonEncoder encoder = new(new EncoderOptions(Format.JsonLines));
        System.IO.Pipelines.Pipe pipe = new(new(pauseWriterThreshold: 0, useSynchronizationContext: false));
        Order[] into = new Order[64];

        void Pass()
        {
            int position = 0;
            decoder.BeginInput();
            while (position < input.Length)
            {
                DecodeResult step = decoder.Decode(input, position, input.Length, true, into);
                if (step.Stop == DecodeStop.BadRecord)
                    throw new InvalidOperationException(decoder.Error.ToString());

                encoder.Encode(into.AsSpan(0, step.Count), pipe.Writer);
                decoder.EndBlock(poison: false);
                position = step.Position;
            }

            pipe.Writer.FlushAsync().GetAwaiter().GetResult();
            pipe.Reader.TryRead(out System.IO.Pipelines.ReadResult read);
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        Assert.InRange(SteadyState.AllocatedBytes(Pass), 0, 1024);
    }

    private static JsonLinesFormat Binding(string field, string form) => Bindings.Json(o => o.Time(field, form));

    private static JsonObject Make(Random random)
    {
        JsonNode? Maybe(Func<JsonNode?> make) => random.Next(3) == 0 ? null : make();
        JsonArray Many(Func<JsonNode?> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make())];
        string Text() => Texts(random);
        double Number() => random.Next(2) == 0 ? random.Next(100_000) / 100.0 : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30));
        JsonNode Spot() => new JsonObject { ["x"] = random.Next(), ["y"] = -random.Next(100) };
        DateTime Day() => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks) / 1_000_000 * 1_000_000 + 7_890_000);
        JsonNode Name() => ((Kind)random.Next(3)).ToString();
        JsonObject every = new()
        {
            ["a"] = random.Next(2) == 0, ["b"] = (sbyte)random.Next(), ["c"] = (byte)random.Next(), ["d"] = (short)random.Next(), ["e"] = (ushort)random.Next(),
            ["f"] = random.Next() >> random.Next(31), ["g"] = (uint)random.Next() * 2, ["h"] = random.NextInt64() >> random.Next(63), ["i"] = ulong.MaxValue >> random.Next(64),
            ["j"] = (float)Math.Round(random.NextDouble() * 100, random.Next(5)), ["k"] = Number(), ["l"] = (decimal)random.Next() / 1000,
            ["m"] = Day().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), ["m1"] = random.Next(), ["m2"] = random.NextInt64(1L << 41), ["m3"] = random.NextInt64(1L << 53),
            ["m4"] = Day().ToString("yyyyMMdd"), ["n"] = "2024-02-29T12:34:56.500+02:00", ["o"] = Day().ToString("yyyy-MM-dd"), ["o1"] = Day().ToString("dd.MM.yyyy"),
            ["p"] = Day().ToString("HH:mm:ss"), ["p1"] = Day().ToString("HH:mm"), ["q"] = TimeSpan.FromSeconds(random.Next()).ToString("c"), ["r"] = new Guid(random.Next(), 1, 2, new byte[8]).ToString(),
            ["s"] = Name(), ["t"] = Text(), ["u"] = Text(), ["v"] = Spot(), ["w"] = Maybe(() => Text()), ["x"] = Maybe(() => random.Next()), ["y"] = Maybe(() => Number()), ["z"] = Maybe(Name),
            ["na \"me\"\t"] = Maybe(() => Text()), ["zb"] = Maybe(Spot), ["zc"] = Maybe(() => "2001-02-03T00:00:00Z"), ["zd"] = Maybe(() => true),
            ["xa"] = Many(() => random.Next()), ["xb"] = Many(() => Text()), ["xc"] = Many(Spot), ["xd"] = Many(() => Maybe(() => 1.5)), ["xe"] = Many(Name), ["xf"] = Many(() => random.Next()),
        };
        return every;
    }

    private static string Texts(Random random)
    {
        const string Letters = "abcdefgh\"\\\n\0\u001f/é€x\u2028";
        int kinds = random.Next(3) == 0 ? Letters.Length : 8;
        string text = string.Concat(Enumerable.Range(0, random.Next(70)).Select(_ => Letters[random.Next(kinds)]));
        return random.Next(5) == 0 ? text + "😀" : text;
    }

    // Fields in any order, blanks anywhere, every character that isn't ASCII escaped, and fields that the event doesn't have.
    private static string Write(JsonObject one, Random random)
    {
        string Blank() => new(' ', random.Next(3) / 2);
        IEnumerable<string> fields = one.Where(f => f.Value is not null || random.Next(2) == 0)
            .Select(f => $"{Blank()}{System.Text.Json.Nodes.JsonValue.Create(f.Key)!.ToJsonString()}{Blank()}:{Blank()}{f.Value?.ToJsonString() ?? "null"}{Blank()}")
            .Append(random.Next(2) == 0 ? "\"other\":[1,{\"a\":\"]\"}]" : "\"more\":null");
        return Blank() + "{" + string.Join(",", fields.OrderBy(_ => random.Next())) + "}" + Blank();
    }
}
