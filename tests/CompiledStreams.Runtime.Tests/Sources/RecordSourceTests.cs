using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace CompiledStreams.Runtime.Tests;

/// <summary>A source gives the same events, errors, lines and offsets, however its input is cut.</summary>
public class RecordSourceTests
{
    private const int Limit = 24;

    /// <summary>Good, bad, long and empty lines, quoted line ends, quotes that are never closed, CRLF, a last line without an end.</summary>
    private static readonly Gen<byte[]> s_input = Gen.OneOf(
            Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], (c, a) => $"{c},{a}\n"),
            Gen.Select(Gen.Int[0, 99], Gen.Int[0, 20], (c, n) => $"{c},1,{new string('x', n)}\n"),
            Gen.Select(Gen.Int[0, 99], Gen.Int[0, 20], (c, n) => $"{c},1,{new string('y', n)}\r\n"),
            Gen.Int[0, 14].Select(n => $"1,2,\"{new string('q', n)}\n{new string('r', n / 2)}\"\n"),
            Gen.Const("7,8,\"a\r\n\nb\"\r\n"),
            Gen.Int[0, 6].Select(i => new[] { "\n", "\r\n", "x,1\n", "3,y\n", "3\n", "4,5,\"open\n", "z" }[i]))
        .Array[0, 12]
        .Select(lines => Encoding.UTF8.GetBytes(string.Concat(lines)));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void However_the_input_is_cut_the_records_and_the_errors_are_those_of_a_naive_reader(bool poison, bool isNative) =>
        Gen.Select(s_input, Gen.Int[0, 1000].Array[0, 8], Gen.Int[1, 300]).Sample(
            (input, cuts, most) =>
            {
                (List<string> expectedRows, List<string> expectedErrors) = ReadNaively(input);
                (List<string> rows, List<string> errors) = Read(Segments.Cut(input, cuts, isNative), poison, most);
                Assert.Equal(expectedRows, rows);
                Assert.Equal(expectedErrors, errors);
            },
            iter: 20_000,
            print: t => $"{Encoding.UTF8.GetString(t.Item1).Replace("\r", "␍").Replace("\n", "⏎")} cut at {string.Join(',', t.Item2)}, most {t.Item3}");

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void After_a_record_that_is_never_closed_the_line_behind_it_is_read(bool poison, bool isNative)
    {
        byte[] input = "33,52\n4,5,\"open\n1,2,\"qqqqqqqqqqq\nrrrrr\"\n4,5,\"open\n72,1,yyyyyyyyy\r\n"u8.ToArray();
        (List<string> expectedRows, List<string> expectedErrors) = ReadNaively(input);
        (List<string> rows, List<string> errors) = Read(Segments.Cut(input, [], isNative), poison, 81);
        Assert.Equal((string.Join('|', expectedRows), string.Join('|', expectedErrors)), (string.Join('|', rows), string.Join('|', errors)));
    }

    [Fact]
    public void A_view_is_overwritten_on_release_where_views_are_poisoned()
    {
        RecordSource<Row> source = Open(new SingleInput(PipeReader.Create(new ReadOnlySequence<byte>("1,2,first\n3,4,second\n"u8.ToArray()))), BadRecordPolicy.Stop("Rows"), poison: true);
        Utf8Text kept = source.Read(256)[0].Text;
        Assert.Equal("first", kept.ToString());

        source.Release();

        Assert.True(kept.Span.IndexOfAnyExcept((byte)0xDD) < 0);
        Assert.Equal("second", source.Read(256)[0].Text.ToString());
    }

    [Fact]
    public void A_bad_record_stops_after_the_events_before_it_were_given_out()
    {
        RecordSource<Row> source = Open(new SingleInput(PipeReader.Create(new ReadOnlySequence<byte>("1,2\n3,4\n5,six\n7,8\n"u8.ToArray()))), BadRecordPolicy.Stop("Rows"), poison: false);

        Assert.Equal(2, source.Read(256).Length);
        source.Release();
        BadRecordException exception = Assert.Throws<BadRecordException>(() => source.Read(256).Length);

        Assert.Equal((3L, 10L, "amount"), (exception.Line, exception.Offset, exception.Field));
        Assert.Equal(
            "Source 'Rows', line 3, byte 10: field 'amount' is no number; fix the record, or bind the source with OnError.Skip or OnError.DeadLetter(…). The record begins: 5,six",
            exception.Message);
    }

    [Fact]
    public void An_over_long_record_is_passed_over_without_being_buffered()
    {
        const int Chunks = 1000;
        using CountingMemoryPool pool = new();
        Pipe pipe = new(new PipeOptions(pool, useSynchronizationContext: false, minimumSegmentSize: 4096));
        RecordSource<Row> source = Open(new SingleInput(pipe.Reader), new BadRecordPolicy("Rows", Stops: false, null), poison: false);
        for (int i = 0; i < Chunks; i++)
        {
            pipe.Writer.Write(new byte[4096].AsSpan());
            Assert.True(pipe.Writer.FlushAsync().IsCompletedSuccessfully);
            Assert.True(source.Read(256).IsEmpty);
        }

        pipe.Writer.Write("\n1,2\n"u8);
        pipe.Writer.Complete();

        Assert.Equal(1, source.Read(256).Length);
        Assert.Equal(1, source.Skipped);
        Assert.InRange(pool.MostInUse, 1, 4);
    }

    private static RecordSource<Row> Open(InputSequence inputs, BadRecordPolicy policy, bool poison) =>
        new(inputs, new RowDecoder(), JsonLinesFormat.With(o => o.MaxRecordBytes(Limit)), policy, poison);

    private static (List<string> Rows, List<string> Errors) Read(ReadOnlySequence<byte> input, bool poison, int most)
    {
        Pipe deadLetters = new(new PipeOptions(pauseWriterThreshold: 0));
        DeadLetterSink sink = new("Rows", new Outlet(deadLetters.Writer));
        RecordSource<Row> source = Open(SingleInput.Of(input), new BadRecordPolicy("Rows", Stops: false, sink), poison);
        List<string> rows = [];
        while (!source.IsCompleted)
        {
            ReadOnlySpan<Row> block = source.Read(most);
            foreach (Row row in block)
                rows.Add(row.ToString());

            source.Release();
            Assert.True(sink.TryFlush(() => { }));
            Assert.True(block.Length > 0 || source.IsCompleted || source.StartReading(() => { }), "The source neither gives events, ends, nor has input in hand.");
        }

        Assert.Equal(rows.Count, source.Events);
        sink.Complete();
        deadLetters.Reader.TryRead(out ReadResult result);
        List<string> errors = [];
        foreach (string line in Encoding.UTF8.GetString(result.Buffer.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement error = JsonDocument.Parse(line).RootElement;
            errors.Add($"{error.GetProperty("line")} {error.GetProperty("offset")} {error.GetProperty("field")} {error.GetProperty("reason")}");
        }

        Assert.Equal(errors.Count, source.Skipped);
        return (rows, errors);
    }

    /// <summary>Record by record over the whole input: lines are added until a record is closed or too long; an error passes over a line.</summary>
    private static (List<string> Rows, List<string> Errors) ReadNaively(byte[] input)
    {
        List<string> rows = [];
        List<string> errors = [];
        RowDecoder decoder = new();
        long line = 1;
        for (int start = 0; start < input.Length;)
        {
            int end = start;
            bool isTooLong = false;
            bool isClosed = false;
            while (end < input.Length && !isTooLong && !isClosed)
            {
                int lineEnd = Array.IndexOf(input, (byte)'\n', end);
                end = lineEnd < 0 ? input.Length : lineEnd + 1;
                ReadOnlySpan<byte> record = input.AsSpan(start, end - start);
                isTooLong = record.TrimLineEnd().Length > Limit;
                isClosed = RowDecoder.RecordEnd(record) >= 0;
            }

            DecodeResult result = default;
            Row[] row = new Row[1];
            if (!isTooLong)
                result = decoder.Decode(input, start, end, isFinal: true, row);

            if (isTooLong)
                errors.Add($"{line} {start}  is longer than the limit (MaxRecordBytes)");
            else if (result.Stop == DecodeStop.BadRecord)
                errors.Add($"{line} {start} {decoder.Error.Field} {decoder.Error.Reason}");
            else if (result.Count == 1)
                rows.Add(row[0].ToString());

            if (result.Stop == DecodeStop.BadRecord && Array.IndexOf(input, (byte)'\n', start) is >= 0 and int firstEnd)
                end = firstEnd + 1;

            line += input.AsSpan(start, end - start).Count((byte)'\n');
            start = end;
        }

        return (rows, errors);
    }
}
