namespace CompiledStreams.Compiler.Tests.Events;

public sealed class JsonEmitterTests
{
    public const string Everything = """
        using System;
        using CompiledStreams;

        namespace Shop;

        public enum Kind { None, Buy, Sell, Sold = Sell, @class }
        [Flags] internal enum Bits : byte { }

        [Event] public readonly partial record struct Point(int X, int Y);

        [Event] internal partial record struct Every(
            bool A, sbyte B, byte C, short D, ushort E, int F, uint G, long H, ulong I, float J, double K, decimal L,
            Timestamp M, [Time(TimeUnit.Seconds)] Timestamp M2, [Time("yyyyMMdd")] Timestamp M3, DateTimeOffset N, DateOnly O, TimeOnly P, [Time("HH:mm")] TimeOnly P2, TimeSpan Q, Guid R,
            Kind S, Bits S2, Utf8Text T, string U, string? U2, Point V, Point? W,
            bool? NA, int? NF, double? NK, decimal? NL, Timestamp? NM, [Time(TimeUnit.Seconds)] Timestamp? NM2, Guid? NR, Kind? NS, Utf8Text? NT,
            ReadOnlyMemory<int> AF, ReadOnlyMemory<Kind> AS, ReadOnlyMemory<Utf8Text> AT, ReadOnlyMemory<Point> AV, ReadOnlyMemory<Point?> AW, ReadOnlyMemory<int>? NAF, ReadOnlyMemory<string?> AU);

        public static partial class Outer
        {
            internal partial struct Inner
            {
                [Event] public partial struct @event { public int @class { get; set; } public Shop.Point Position { get; init; } public double array; }
            }
        }
        """;

    [Fact]
    public void Codecs_of_every_type_compile_without_a_warning() => GeneratorRun.Of(Everything);

    [Fact]
    public void Codecs_in_the_global_namespace_compile() =>
        GeneratorRun.Of("using CompiledStreams; [Event] public partial record struct First(int? A, Second? B); [Event] public partial record struct Second(string C);");

    [Fact]
    public void Codecs_beside_types_of_the_same_names_compile() => GeneratorRun.Of("""
        namespace System2 { class JsonCursor; }
        namespace Shop
        {
            using CompiledStreams;
            class JsonLine; struct Timestamp; class Math; enum Span; class JsonContext; class DecoderOptions; class NumberReader; namespace System { }
            [Event] public partial record struct P(CompiledStreams.Timestamp Json, int Position, int Start, double JsonLine, int TFields, global::System.ReadOnlyMemory<int> Items);
        }
        """);

    [Fact]
    public void Codecs_of_fields_named_as_their_locals_compile() => GeneratorRun.Of("""
        using CompiledStreams;
        [Event] public partial record struct Note(Utf8Text Text, string Title, string? Body, int AValue, int? A, int? B, int BValue, int BSome, int HasC, int C, int HasD2, int D, int d, int Result, int Event);
        """);

    [Fact]
    public void Two_events_whose_names_differ_by_case_have_files_of_their_own()
    {
        GeneratorRun run = GeneratorRun.Of("using CompiledStreams; [Event] public partial record struct Ab(int A); [Event] public partial record struct AB(int A);");

        Assert.Equal(["AB.Fields.g.cs", "AB.Json.g.cs", "Ab-2.Fields.g.cs", "Ab-2.Json.g.cs"], run.Files.Where(f => f.Contains("Json") || f.Contains("Fields")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_codecs_of_a_small_event_read_well()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using CompiledStreams;
            namespace Shop;
            [Event] public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double Amount, Utf8Text? Note);
            """);

        Snapshot.Matches("Purchase.Fields", run["Shop.Purchase.Fields.g.cs"]);
        Snapshot.Matches("Purchase.Json", run["Shop.Purchase.Json.g.cs"]);
    }
}
