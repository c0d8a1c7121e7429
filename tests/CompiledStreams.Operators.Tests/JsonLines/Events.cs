namespace CompiledStreams.Operators.Tests.JsonLines;

public enum Kind
{
    None,
    Buy,
    Sell,
    Sold = Sell,
}

/// <summary>A small event, as most are.</summary>
[Event]
public readonly partial record struct Purchase([Time(TimeUnit.Milliseconds)] Timestamp Time, int Customer, double Amount);

/// <summary>An event that bad input is tried with.</summary>
[Event]
public readonly partial record struct Reading(int Sensor, double Value, Utf8Text Name, int? Note);

/// <summary>An event with a field that may be missing in the middle.</summary>
[Event]
public readonly partial record struct Loose(int Sensor, double Value, int? Note, Utf8Text Name);

[Event]
public readonly partial record struct Point(int X, int Y);

[Event]
public partial record struct Order(Utf8Text Id, Point? From, Point To, ReadOnlyMemory<Line> Lines);

[Event]
public partial record struct Line(Utf8Text Item, ReadOnlyMemory<int> Counts);

/// <summary>A field of every type.</summary>
[Event]
public partial record struct Every(
    bool A, sbyte B, byte C, short D, ushort E, int F, uint G, long H, ulong I, float J, double K, decimal L,
    Timestamp M, [Time(TimeUnit.Seconds)] Timestamp M1, [Time(TimeUnit.Milliseconds)] Timestamp M2, [Time(TimeUnit.Microseconds)] Timestamp M3,
    [Time("yyyyMMdd")] Timestamp M4, DateTimeOffset N, DateOnly O, [Time("dd.MM.yyyy")] DateOnly O1, TimeOnly P, [Time("HH:mm")] TimeOnly P1, TimeSpan Q, Guid R,
    Kind S, Utf8Text T, string U, Point V, string? W, int? X, double? Y, Kind? Z, [Field("na \"me\"\t")] Utf8Text? Za, Point? Zb, Timestamp? Zc, bool? Zd,
    ReadOnlyMemory<int> Xa, ReadOnlyMemory<Utf8Text> Xb, ReadOnlyMemory<Point> Xc, ReadOnlyMemory<double?> Xd, ReadOnlyMemory<Kind> Xe, [property: Time(TimeUnit.Seconds)] ReadOnlyMemory<Timestamp> Xf);

/// <summary>An event without a constructor, with names that are keywords.</summary>
[Event(Naming = Naming.SnakeCase)]
public partial struct @event
{
    public int @class { get; set; }

    public Utf8Text ItemName { get; init; }

    public double array;
}

public static partial class Shelf
{
    [Event]
    internal partial record struct Book([Field("isbn")] Utf8Text Number, int Pages);
}

/// <summary>Numbers of every kind that many records of are read at once, set field by field.</summary>
[Event]
public partial struct Numbers
{
    public long Id;
    public sbyte Small;
    public ushort Port;
    public uint Count;
    public ulong Big;
    public double Value;

    [Time(TimeUnit.Seconds)]
    public Timestamp At;
}
