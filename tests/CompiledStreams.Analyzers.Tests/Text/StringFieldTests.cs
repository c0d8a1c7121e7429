using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Text;

public sealed class StringFieldTests
{
    [Fact]
    public async Task Strings_of_an_event_are_reported_at_their_type() => await Reports(
        TextRules.StringField,
        """
        [Event]
        public readonly partial record struct Visit(Timestamp Time, ⟦string⟧ Url, ⟦string?⟧ Agent, ⟦ReadOnlyMemory<string>⟧ Tags, Utf8Text Page);
        """,
        "Field 'Visit.Url' is a 'string', one more object for each event; make it 'Utf8Text'",
        "Field 'Visit.Agent' is a 'string', one more object for each event; make it 'Utf8Text'",
        "Field 'Visit.Tags' is a 'string', one more object for each event; make it 'Utf8Text'");

    [Fact]
    public async Task Strings_of_state_are_reported_at_their_type() => await Reports(
        TextRules.StringField,
        """
        [State]
        public partial struct Last
        {
            ⟦string⟧ item;
            public ⟦string?⟧ Before { get; set; }
            public void Add(in Purchase p) { Before = item; item = p.Item.ToString(); }
            public readonly Spending Result(int customer) => new(customer, item.Length);
        }
        """,
        "State 'Last.item' is a 'string', one more object for each key; make it 'Utf8Text'",
        "State 'Last.Before' is a 'string', one more object for each key; make it 'Utf8Text'");

    [Fact]
    public async Task Other_strings_are_let_be() => await ReportsNothing("""
        [Event]
        public readonly partial record struct Visit(Timestamp Time, Utf8Text Url)
        {
            public const string Kind = "visit";
            public static readonly string Word = "visit";
            public string Shown => Url.ToString();
        }

        public readonly record struct NoEvent(string Name);
        """);

    [Fact]
    public async Task The_fix_makes_it_text() => await FixRun.Fixes(
        TextRules.StringField,
        "[Event] public readonly partial record struct Visit(Timestamp Time, string Url);",
        "[Event] public readonly partial record struct Visit(Timestamp Time, Utf8Text Url);");

    [Fact]
    public async Task The_fix_keeps_what_is_around_the_string_and_fixes_all_at_once() => await FixRun.FixesAll(
        TextRules.StringField,
        "[Event] public readonly partial record struct Visit(/* where */ string Url, string? Agent, ReadOnlyMemory<string> Tags, String Kind);",
        "[Event] public readonly partial record struct Visit(/* where */ Utf8Text Url, Utf8Text? Agent, ReadOnlyMemory<Utf8Text> Tags, Utf8Text Kind);");

    [Fact]
    public async Task The_fix_writes_the_whole_name_where_it_must() => await FixRun.Fixes(
        TextRules.StringField,
        "namespace Shop { class Utf8Text; [Event] public readonly partial record struct Visit(string Url); }",
        "namespace Shop { class Utf8Text; [Event] public readonly partial record struct Visit(CompiledStreams.Utf8Text Url); }");
}
