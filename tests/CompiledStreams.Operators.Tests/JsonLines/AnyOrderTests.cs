using CompiledStreams.Operators.Tests.Allocation;
using System.Text;
using System.Text.Json;
using CompiledStreams.Runtime;
using CsCheck;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>Records whose keys come in another order, with blanks, or among keys that nobody reads: what was learned from the records before never changes a result.</summary>
public sealed class AnyOrderTests
{
    private static readonly string[] s_names = ["\"sensor\"", "\"value\"", "\"name\"", "\"note\"", "\"s\\u0065nsor\"", "\"sensor2\"", "\"\"", "\"value \"", "\"é\"", $"\"{new string('k', 80)}\""];
    private static readonly string[] s_values = ["0", "-7", "12", "2.5", "1.25", "-167.4", "149.8", "167e4", "1e3", "1234567890123456789", "\"a\"", "\"\\n\"", "\"\"", "null", "true", "[1,{\"sensor\":3}]", "{\"name\":\"x\"}", "[]"];

    [Fact]
    public void Records_that_change_their_keys_all_the_time_read_as_the_framework_reads_them() => Gen.Select(Gen.Int, Gen.Int[1, 200]).Sample((seed, piece) =>
    {
        Random random = new(seed);
        string[] lines = [.. Lines(random)];
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));
        int[] cuts = [.. Enumerable.Range(1, input.Length / piece).Select(i => i * piece).Where(c => c < input.Length)];
        string expected = string.Concat(lines.Select(l => Expected(l) + "\n"));

        Assert.Equal($"{expected}{lines.Length} lines", Run(Validate.Structure, input, cuts));
        Assert.Equal($"{expected}{lines.Length} lines", Run(Validate.Used, input, cuts));
    }, iter: 2_000);

    // Each line follows two that end like it, so that all of its keys are expected where they come.
    [Theory]
    [InlineData("""{"name": "a", "sensor": 1, "value": 2}""", "1 2 a \n", "1 2 a \n")]
    [InlineData("""{"name": "a", "sensor": 1, "name": "b", "value": 2}""", "1 2 a \n", "name is there twice")]
    [InlineData("""{"name": "a", "sensor": 1, "value": 2, "name": "b"}""", "1 2 a \n", "name is there twice")]
    [InlineData("""{"name": "a", "sensor": 1e3, "value": 2}""", "sensor is no integer", "sensor is no integer")]
    [InlineData("""{"name": "a", "sensor": 1 , "value":  2e3 }""", "1 2000 a \n", "1 2000 a \n")]
    [InlineData("""{"name": "a", "sensor": 1x, "value": 2}""", "sensor has something behind its value", "sensor has something behind its value")]
    [InlineData("""{, "name": "a", "sensor": 1, "value": 2}""", "record isn't JSON", "record isn't JSON")]
    [InlineData("""{, "sensor": 1, "name": "a", "value": 2}""", "record isn't JSON", "record isn't JSON")]
    [InlineData("""{"name": "a" "sensor": 1, "value": 2}""", "record isn't JSON", "record isn't JSON")]
    [InlineData("""{"name": "a", "other": {} "sensor": 1, "value": 2}""", "record isn't JSON", "record isn't JSON")]
    [InlineData("""{"name": "a", "sensor": 1, "sensor": x, "value": 2}""", "1 2 a \n", "sensor is there twice")]
    [InlineData("""{"name": "a", "sensor": , "value": 2}""", "sensor is no number", "sensor is no number")]
    [InlineData("""{"name": "a", "sensor": """, "sensor ends too early", "sensor ends too early")]
    [InlineData("""{"name": "a", "sensor":""", "sensor ends too early", "sensor ends too early")]
    [InlineData("""{"name": "a", "sensor" 1, "value": 2}""", "record isn't JSON", "record isn't JSON")]
    [InlineData("""{"name": "a", "sensor": 1, "value": 2, }""", "record isn't JSON", "record isn't JSON")]
    public void A_key_where_it_is_expected_is_checked_as_any_other(string line, string structure, string all)
    {
        string good = """{"name": "a", "sensor": 1, "value": 2}""" + "\n";
        string before = string.Concat(Enumerable.Repeat("1 2 a \n", 2));
        byte[] input = Encoding.UTF8.GetBytes(good + good + line);
        for (int cut = 0; cut <= input.Length; cut++)
        {
            Assert.StartsWith(before + structure, Run(Validate.Structure, input, [cut]));
            Assert.StartsWith(before + all, Run(Validate.All, input, [cut]));
        }
    }

    [Fact]
    public void What_stands_behind_the_end_of_the_input_is_no_part_of_a_number()
    {
        ReadingJsonDecoder<ReadingAllFields> decoder = new(Decoding.Options());
        byte[] array = Encoding.UTF8.GetBytes("{\"value\":25,\"name\":\"a\",\"sensor\":17}\n{\"value\":25,\"name\":\"a\",\"sensor\":17}" + new string(' ', 40));
        int end = array.AsSpan().LastIndexOf("7}"u8);
        Reading[] into = new Reading[2];

        Assert.Equal(new DecodeResult(1, array.AsSpan().IndexOf((byte)'\n') + 1, DecodeStop.BadRecord), decoder.Decode(array, 0, end, true, into));
        Assert.Equal(new RecordError(null, "ends too early", 33), decoder.Error);
    }

    [Fact]
    public void Any_number_of_other_keys_may_come()
    {
        string line = "{" + string.Concat(Enumerable.Range(0, 300).Select(i => $"\"other{i}\": {i}, ")) + "\"sensor\": 1, " + string.Concat(Enumerable.Range(0, 300).Select(i => $"\"other{i}\": \"{i}\", ")) + "\"value\": 2, \"name\": \"a\"}\n";
        byte[] input = Encoding.UTF8.GetBytes(line + line + line);

        Assert.Equal("1 2 a \n1 2 a \n1 2 a \n3 lines", Run(Validate.Structure, input, []));
        Assert.Equal("1 2 a \n1 2 a \n1 2 a \n3 lines", Run(Validate.All, input, []));
    }

    [Fact]
    public void A_long_key_before_a_record_as_usual_changes_nothing_of_its_arrays()
    {
        string usual = """{"id":"a","from":null,"to":{"x":1,"y":2},"lines":[{"item":"b","counts":[1,20,300]}]}""" + "\n";
        byte[] input = Encoding.UTF8.GetBytes($"{{\"{new string('k', 100)}\":1,{usual[1..]}{{\"id\":\"a\",\"to\":{{\"x\":1}}}}\n" + usual + usual);
        OrderJsonDecoder<OrderAllFields> decoder = new(Decoding.Options());
        Order[] into = new Order[2];
        decoder.BeginInput();

        Assert.Equal(DecodeStop.BadRecord, decoder.Decode(input, 0, input.Length, true, into).Stop);
        Assert.Equal("to.y", decoder.Error.Field);
        Assert.Equal(2, decoder.Decode(input, input.Length - (usual.Length * 2), input.Length, true, into).Count);
        Assert.Equal([1, 20, 300], into[1].Lines.Span[0].Counts.ToArray());
    }

    [Fact]
    public void An_error_names_a_key_that_is_escaped_or_no_text()
    {
        byte[] input = "{\"se\\u006Esor\":x}"u8.ToArray();
        Assert.Equal("sensor is no number", Run(Validate.Structure, input, []));

        input = "{\"a?\":,\"sensor\":1}"u8.ToArray();
        input[Array.IndexOf(input, (byte)'?')] = 0xFF;
        Assert.Equal("a\uFFFD isn't JSON", Run(Validate.Structure, input, []));
        Assert.Equal("record isn't valid UTF-8", Run(Validate.All, input, []));
    }

    [Fact]
    public void Keys_in_another_order_cost_no_memory()
    {
        Random random = new(9);
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(i =>
        {
            string[] fields = ["\"s\\u0065nsor\": 1", "\"value\": 2.5", "\"name\": \"a\\n\"", $"\"other{i % 90}\": 7", "\"note\": null"];
            random.Shuffle(fields);
            return "{" + string.Join(", ", fields) + "}\n";
        })));
        ReadingJsonDecoder<ReadingAllFields> decoder = new(Decoding.Options(Validate.All));
        Reading[] into = new Reading[64];

        void Pass()
        {
            decoder.BeginInput();
            for (int position = 0; position < input.Length; decoder.EndBlock(poison: false))
                position = decoder.Decode(input, position, input.Length, true, into).Position;
        }

        Assert.Equal(0, SteadyState.AllocatedBytes(Pass));
    }

    private static string Run(Validate validate, byte[] input, int[] cuts) =>
        Decoding.Run(new ReadingJsonDecoder<ReadingAllFields>(Decoding.Options(validate)), input, r => $"{r.Sensor} {r.Value} {r.Name.ToString().Replace('\n', '_')} {r.Note}", cuts, block: 3);

    // A few ways to write a record, which take turns; each may change for a while.
    private static IEnumerable<string> Lines(Random random)
    {
        List<string>[] ways = [.. Enumerable.Range(0, 3).Select(_ => Way(random))];
        for (int i = 0; i < 25; i++)
        {
            List<string> way = ways[random.Next(2) * random.Next(3)];
            if (random.Next(4) == 0 && way.Count > 0)
                way.RemoveAt(random.Next(way.Count));

            if (random.Next(4) == 0)
                way.Insert(random.Next(way.Count + 1), Key(random));

            // What must be there, at the end where the way hasn't got it.
            List<string> fields = [.. way.Select(key => key + Value(random, key))];
            foreach (string name in s_names.Take(3).OrderBy(_ => random.Next()).Where(n => !way.Any(k => IsNamed(k, n))))
                fields.Add($"{name}:{Value(random, name + ":")}");

            yield return (random.Next(3) == 0 ? " {" : "{") + string.Join(",", fields) + "}";
        }
    }

    private static List<string> Way(Random random) => [.. Enumerable.Range(0, random.Next(7)).Select(_ => Key(random))];

    private static string Key(Random random)
    {
        string Blank() => random.Next(3) == 0 ? new string(' ', random.Next(3)) : "";
        return $"{Blank()}{s_names[random.Next(s_names.Length)]}{Blank()}:{Blank()}";
    }

    private static bool IsNamed(string key, string name) => JsonSerializer.Deserialize<string>(key[..key.LastIndexOf(':')]) == name.Trim('"');

    private static string Value(Random random, string key)
    {
        string blank = random.Next(5) == 0 ? " " : "";
        if (IsNamed(key, "sensor") || IsNamed(key, "note"))
            return s_values[random.Next(3)] + blank;

        return IsNamed(key, "value") ? s_values[random.Next(10)] + blank : IsNamed(key, "name") ? s_values[10 + random.Next(3)] + blank : s_values[random.Next(s_values.Length)] + blank;
    }

    // The first of several keys counts.
    private static string Expected(string line)
    {
        JsonElement record = JsonDocument.Parse(line).RootElement;
        JsonElement? First(string name) => record.EnumerateObject().Where(p => p.NameEquals(name)).Select(p => (JsonElement?)p.Value).FirstOrDefault();
        JsonElement? note = First("note");
        return $"{First("sensor")!.Value.GetInt32()} {First("value")!.Value.GetDouble()} {First("name")!.Value.GetString()!.Replace('\n', '_')} {(note is { ValueKind: JsonValueKind.Number } some ? some.GetInt32() : null)}";
    }
}
