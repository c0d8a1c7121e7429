using System.Runtime.CompilerServices;

namespace CompiledStreams.Compiler.Tests.Events;

public class DelimitedEmitterTests
{
    private const string Purchase = """
        using CompiledStreams;

        namespace Shop;

        [Event]
        public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double? Amount, Utf8Text Note);
        """;

    [Fact]
    public void The_codecs_of_a_small_event_are_as_they_are_checked_in()
    {
        string expected = File.ReadAllText(Beside("DelimitedEmitterTests.Purchase.txt"));
        Assert.Equal(expected, GeneratorRun.Of(Purchase)["Shop.Purchase.Delimited.g.cs"]);
    }

    [Fact]
    public void Names_that_meet_those_of_the_codecs_compile()
    {
        GeneratorRun.Of("""
            using CompiledStreams;

            public enum Error { None, @class, Times = 7, Same = 7 }

            [Event]
            public partial record struct @event(int @class, int At, long start, int Time, int TimeLength, Error Error, Error? Lines, int count, int Count2, int A, int a);

            namespace Times
            {
                public enum Delimiter : ulong { Columns, Bytes = ulong.MaxValue }

                public partial class Room
                {
                    public enum NumberReader : sbyte { Low = -128, High = 127 }

                    public class FieldParser;

                    [Event]
                    internal partial record struct Text(Delimiter Delimiter, NumberReader Has, bool? Bytes, string? Refuse, System.Guid Encoding);
                }
            }
            """);
    }

    [Fact]
    public void Every_kind_of_field_compiles_nullable_or_not()
    {
        string[] types =
        [
            "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "Timestamp", "DateTimeOffset", "DateOnly",
            "TimeOnly", "TimeSpan", "Guid", "DayOfWeek", "Utf8Text", "string",
        ];
        string fields = string.Join(", ", types.Select((t, i) => $"{t} F{i}, {t}? N{i}"));
        GeneratorRun.Of($$"""
            using System;
            using CompiledStreams;

            namespace Shop;

            [Event] public partial record struct Everything({{fields}});
            [Event] public partial record struct Inner(int Id);
            [Event] public partial record struct Outer(ReadOnlyMemory<int> Ids, Inner Inner, [Time("yyyy-MM-dd HH:mm:ss \"x\"")] Timestamp At);
            [Event] public partial record struct Only(ReadOnlyMemory<int> Ids);
            """);
    }

    private static string Beside(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);
}
