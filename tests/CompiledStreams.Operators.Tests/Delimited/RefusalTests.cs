using CompiledStreams;

namespace CompiledStreams.Operators.Tests.Delimited;

/// <summary>Notes as they come, in delimited text on both sides.</summary>
[Pipeline]
public sealed partial class Copies
{
    [Source] public partial Source<Note> Notes { get; }

    [Filter] internal static bool All(in Note note) => note.Id >= 0;

    [Sink] public partial Sink<Note> Copied { get; }
}

/// <summary>What a run over delimited text says where it can't go on, whole.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("Id,title,author\n1,a,b\n")]
    [InlineData("\n\nId,title,author\n1,a,b\n")]
    public async Task A_header_that_lacks_a_column_is_no_matter_of_OnError(string input)
    {
        BadRecordException exception = await Assert.ThrowsAsync<BadRecordException>(() => Run(input, OnError.Skip, Format.Delimited));

        Assert.Equal(
            $"Source 'Notes', line {(input[0] == '\n' ? 3 : 1)}, byte {(input[0] == '\n' ? 2 : 0)}: field 'id' has no column; the header names 'Id', 'title', 'author': correct the header, "
            + "give the field the column's name with [Field(\"…\")], or list the columns at the binding with Columns(…); "
            + "no record can be read without its header, so OnError doesn't pass over it. The header begins: Id,title,author",
            exception.Message);
    }

    [Fact]
    public async Task A_header_whose_quotes_are_broken_is_no_matter_of_OnError() => Assert.Equal(
        "Source 'Notes', line 1, byte 0: the header has a quote that is never closed; close it, or double it where it is text; no record can be read without its header, so OnError doesn't pass over it. The header begins: \"id,title",
        (await Assert.ThrowsAsync<BadRecordException>(() => Run("\"id,title", OnError.Skip, Format.Delimited))).Message);

    [Fact]
    public async Task Null_between_blanks_says_what_can_be_done() => Assert.Equal(
        "Sink 'Copied': field 'body' is null where blanks separate columns, which Delimited can't express; "
        + "set a delimiter in place of Blank(), drop such events with a [Filter] before the sink, or change the value in a [Map]",
        (await Assert.ThrowsAsync<BadEventException>(() => Run("id,title,author\n1,a,b\n", OnError.Stop, DelimitedFormat.With(o => o.Blank())))).Message);

    private static Task<RunSummary> Run(string input, OnError onError, Format output) => new Copies()
        .Read(p => p.Notes, Memory.From(System.Text.Encoding.UTF8.GetBytes(input), Format.Delimited), onError)
        .Write(p => p.Copied, Pipes.To(System.IO.Pipelines.PipeWriter.Create(Stream.Null), output))
        .RunAsync();
}
