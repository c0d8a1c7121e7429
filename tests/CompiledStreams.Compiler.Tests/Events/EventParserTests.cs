using CompiledStreams.Compiler.Diagnostics;
using CompiledStreams.Compiler.Events;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Tests.Events;

public sealed class EventParserTests
{
    [Fact]
    public void Fields_are_the_parameters_of_the_constructor_in_their_order()
    {
        EventModel model = Right("[Event] public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double? Amount);");

        Assert.Equal(["Time", "Customer", "Amount"], model.Fields.Select(f => f.Name));
        Assert.Equal(["time", "customer", "amount"], model.Fields.Select(f => f.WireName));
        Assert.Equal([ValueKind.Timestamp, ValueKind.Int32, ValueKind.Double], model.Fields.Select(f => f.Value.Kind));
        Assert.Equal([false, false, true], model.Fields.Select(f => f.Value.IsNullable));
        Assert.Equal(new TimeFormModel("Milliseconds", null), model.Fields[0].Value.Time);
        Assert.True(model is { HasConstructor: true, IsPublic: true, Namespace: null, FullName: "Purchase" });
    }

    [Fact]
    public void Without_a_constructor_fields_are_the_settable_properties_and_public_fields()
    {
        EventModel model = Right("[Event] internal partial struct P { public int A { get; set; } public int B { get; init; } public int C; public int D => 1; private int e; public static int F; public readonly int G; }");

        Assert.Equal(["A", "B", "C"], model.Fields.Select(f => f.Name));
        Assert.False(model.HasConstructor);
    }

    [Theory]
    [InlineData("[Event] public partial record struct P(int A, double );")]
    [InlineData("[Event] public partial record struct P(int A, long A);")]
    [InlineData("[Event] public partial struct P { public int A { get; set; } public long A; public double ; }")]
    [InlineData("[Event] public partial record struct (int A);")]
    [InlineData("partial class { [Event] public partial record struct P(int A); }")]
    public void Half_typed_and_repeated_names_are_left_to_the_compiler(string source) => Assert.Empty(GeneratorRun.Unchecked("using CompiledStreams; " + source).Files);

    [Theory]
    [InlineData("CamelCase", "URLValue", "urlValue")]
    [InlineData("AsDeclared", "URLValue", "URLValue")]
    [InlineData("SnakeCase", "URLValue", "url_value")]
    [InlineData("KebabCase", "ItemName2Go", "item-name2-go")]
    public void Wire_names_follow_the_naming(string naming, string name, string wire)
    {
        EventModel model = Right($"[Event(Naming = Naming.{naming})] public partial record struct P(int {name}, [Field(\"x y\")] int B);");

        Assert.Equal([wire, "x y"], model.Fields.Select(f => f.WireName));
    }

    [Fact]
    public void Types_that_mean_something_else_beside_the_event_are_named_in_full()
    {
        EventModel model = Right("namespace Shop { public struct Timestamp; [Event] public partial record struct P(CompiledStreams.Timestamp T, E Kind); public enum E { A, B, C = A } }", "Shop.P");

        Assert.Equal("global::CompiledStreams.Timestamp", model.Fields[0].Value.Type);
        Assert.Equal("E", model.Fields[1].Value.Type);
        Assert.Equal(["A", "B"], model.Fields[1].Value.Enum!.Members);
        Assert.Equal(["C"], model.Fields[1].Value.Enum!.Aliases);
    }

    [Theory]
    [InlineData("[Event] public partial record struct P([property: Field(\"b\")] int A);", "b")]
    [InlineData("[Event] public partial record struct P(int A) { [Field(\"b\")] public int A { get; init; } = A; }", "b")]
    [InlineData("[Event] public partial struct P { [Field(\"b\")] public int A { get; init; } }", "b")]
    [InlineData("[Event] public partial struct P { [Field(\"b\")] public int A; }", "b")]
    public void A_name_on_the_wire_stands_at_any_of_a_fields_declarations(string source, string wire) =>
        Assert.Equal([wire], Right(source, "P").Fields.Select(f => f.WireName));

    [Theory]
    [InlineData("[Event] public record struct P(int A);", "STREAM0110: Event 'P' is not partial; write 'partial record struct P'")]
    [InlineData("[Event] public partial record class P(int A);", "STREAM0111: Event 'P' is a record class, and would be an object for each record; write 'readonly partial record struct P'")]
    [InlineData("[Event] public partial record struct P<T>(int A);", "STREAM0112: Event 'P' has type parameters; write an event for each type that it is used with")]
    [InlineData("class C { [Event] public partial record struct P(int A); }", "STREAM0113: Event 'P' lies in 'C', which is not partial; write 'partial' before its 'class'")]
    [InlineData("partial class C<T> { [Event] public partial record struct P(int A); }", "STREAM0113: Event 'P' lies in 'C', which is generic; move 'P' out of it")]
    [InlineData("partial class C { [Event] private partial record struct P(int A); }", "STREAM0114: Event 'P' is private; make it internal or public")]
    [InlineData("[Event] file partial record struct P(int A);", "STREAM0114: Event 'P' is local to its file; make it internal or public")]
    [InlineData("[Event] public partial record struct P;", "STREAM0115: Event 'P' has no fields; give it constructor parameters, or public properties with get and init")]
    [InlineData("[Event] public partial record struct P(int[] A);", "STREAM0120: Field 'P.A' is a 'int[]', which no wire format can carry; write 'ReadOnlyMemory<int>'")]
    [InlineData("[Event] public partial record struct P(System.Collections.Generic.List<string> A);", "STREAM0120: Field 'P.A' is a 'List<string>', which no wire format can carry; write 'ReadOnlyMemory<string>'")]
    [InlineData("[Event] public partial record struct P(System.DateTime A);", "STREAM0120: Field 'P.A' is a 'DateTime', which no wire format can carry; write 'Timestamp', or 'DateTimeOffset'")]
    [InlineData("[Event] public partial record struct P(Q A); public struct Q;", "STREAM0120: Field 'P.A' is a 'Q', which no wire format can carry; mark 'Q' with [Event]")]
    [InlineData("[Event] public partial record struct P(int A, [Field(\"a\")] int B);", "STREAM0121: Field 'P.B' is 'a' on the wire, and so is 'A'; give one of them another name with [Field(\"…\")]")]
    [InlineData("[Event] public partial record struct P([Time(\"yyyyQ\")] Timestamp A);", "STREAM0122: Time form 'yyyyQ' of field 'P.A' has 'Q', which is no part of a time; use yyyy, MM, MMM, dd, HH, mm, ss, f to ffffff, zzz, T, Z and characters that are no letters, as in 'yyyy-MM-dd HH:mm:ss'")]
    [InlineData("[Event] public partial record struct P([Time(\"HH:mm\")] Timestamp A);", "STREAM0122: Time form 'HH:mm' of field 'P.A' doesn't say the day; put yyyy, MM and dd into it")]
    [InlineData("[Event] public partial record struct P([Time((TimeUnit)9)] Timestamp A);", "STREAM0122: Time form '9' of field 'P.A' is no unit; write TimeUnit.Seconds, TimeUnit.Milliseconds or TimeUnit.Microseconds")]
    [InlineData("[Event] public partial record struct P([Time(TimeUnit.Seconds)] int A);", "STREAM0123: Field 'P.A' has a time form but is a 'int'; take the form away, or make the field a 'Timestamp'")]
    [InlineData("[Event] public partial struct P { public int A { set { } } }", "STREAM0124: Field 'P.A' can't be read from outside its event; make it public with get and init")]
    [InlineData("[Event] public partial record struct P<T>(T A, System.ReadOnlyMemory<T> B);", "STREAM0112: Event 'P' has type parameters; write an event for each type that it is used with")]
    [InlineData("[Event] public partial record struct P((int, int) A);", "STREAM0120: Field 'P.A' is a '(int, int)', which no wire format can carry; write an event with these fields")]
    [InlineData("[Event] public partial record struct P(Q<int> A); public struct Q<T>;", "STREAM0120: Field 'P.A' is a 'Q<int>', which no wire format can carry; write an event with these fields")]
    [InlineData("[Event] public partial struct P { public int A { get; private init; } }", "STREAM0124: Field 'P.A' can't be set from outside its event; make it public with get and init")]
    [InlineData("[Event] public partial record struct P(int A) { public required int B { get; init; } }", "STREAM0124: Field 'P.B' is required, but an event is made by its constructor alone; make it a parameter of the constructor, or leave 'required' out")]
    [InlineData("[Event] public partial record struct P(int A) { public required int A { get; init; } = A; }", "STREAM0124: Field 'P.A' is required, but an event is made by its constructor alone; leave 'required' out")]
    [InlineData("[Event] public partial record struct P(int A) { [Field(\"zz\")] public int B { get; init; } }", "STREAM0127: 'P.B' has [Field] but is no field of its event: where there is a constructor, its parameters are the fields; make it a parameter, or take the attribute away")]
    [InlineData("[Event] public partial struct P { public int A; [Time(TimeUnit.Seconds)] private Timestamp _b; }", "STREAM0127: 'P._b' has [Time] but is no field of its event: fields are public and can be set; make it public with get and init, or take the attribute away")]
    [InlineData("[Event] public partial struct P { public int A; [Field(\"b\")] public int B => A; }", "STREAM0127: 'P.B' has [Field] but is no field of its event: fields are public and can be set; make it public with get and init, or take the attribute away")]
    [InlineData("[Event] public partial record struct P(System.ReadOnlyMemory<P> A);", "STREAM0125: Field 'P.A' holds event 'P' again, so that a record could be of any depth; make a flat event of it, or carry that part as 'Utf8Text'")]
    [InlineData("[Event] public partial record struct P([Field(\"\\uD800\")] int A);", "STREAM0126: Field 'P.A' has half a character in its name on the wire; write whole characters")]
    [InlineData("[Event] public partial record struct P(int A); class PJsonDecoder;", "STREAM0130: Type 'PJsonDecoder' has the name of a type that is generated for event 'P'; rename it")]
    public void A_mistake_is_a_problem_that_says_what_to_write(string source, string message)
    {
        ParsedEvent parsed = Parse(source, source.Contains("class C<T>") ? "C`1+P" : source.Contains("class C ") ? "C+P" : source.Contains("P<T>") ? "P`1" : "P");

        Assert.Null(parsed.Model);
        Assert.Equal(message, Assert.Single(parsed.Problems.Select(Message)));
    }

    private static string Message(Problem problem) =>
        problem.Rule.Id + ": " + string.Format(null, problem.Rule.MessageFormat.ToString(null), [.. problem.Args]);

    private static EventModel Right(string source, string name = "")
    {
        ParsedEvent parsed = Parse(source, name.Length > 0 ? name : source.Contains(" P ") || source.Contains(" P(") ? "P" : "Purchase");
        Assert.Empty(parsed.Problems.Select(Message));
        return parsed.Model!;
    }

    private static ParsedEvent Parse(string source, string name)
    {
        INamedTypeSymbol type = GeneratorRun.Compile("using CompiledStreams;" + source).GetTypeByMetadataName(name)
            ?? GeneratorRun.Compile("using CompiledStreams;" + source).GetSymbolsWithName(name).OfType<INamedTypeSymbol>().Single();
        return EventParser.Parse(type);
    }
}
