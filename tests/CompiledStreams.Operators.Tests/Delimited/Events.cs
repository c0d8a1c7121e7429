using CompiledStreams;

namespace CompiledStreams.Operators.Tests.Delimited;

[Event]
public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double Amount);

[Event]
public readonly partial record struct Reading([Time("yyyy-MM-dd HH:mm:ss")] Timestamp Timestamp, double Value);

[Event]
public readonly partial record struct Note(int Id, Utf8Text Title, Utf8Text? Body, long? Votes, string Author);

[Event]
public readonly partial record struct Word(Utf8Text Text);

public enum Color : byte
{
    Red = 1,
    Green = 2,
    Blue = 4,
}

[Event(Naming = Naming.SnakeCase)]
public readonly partial record struct Everything(
    bool Flag,
    sbyte Tiny,
    byte Small,
    short Short,
    ushort UShort,
    int Int,
    uint UInt,
    long Long,
    ulong ULong,
    float Single,
    double Double,
    decimal Decimal,
    Timestamp Time,
    DateTimeOffset Offset,
    DateOnly Day,
    TimeOnly Clock,
    TimeSpan Span,
    Guid Guid,
    Color Color,
    Utf8Text Text,
    string String,
    int? MaybeInt,
    double? MaybeDouble,
    Utf8Text? MaybeText,
    string? MaybeString,
    Color? MaybeColor,
    Timestamp? MaybeTime);

[Event]
public partial record struct Basket
{
    public int Id { get; set; }

    public ReadOnlyMemory<int> Items { get; set; }

    public Purchase Last { get; set; }

    public Utf8Text Shop { get; set; }
}

[Event]
public readonly partial record struct Shift([Time("yyyyMMdd")] DateOnly Day, [Time("HH:mm")] TimeOnly From, TimeOnly To, [Time("\"dd\",MM yyyy")] Timestamp Noted);
