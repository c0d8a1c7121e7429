using CompiledStreams;

namespace CompiledStreams.Operators.Tests.Allocation;

[Event]
public readonly partial record struct Click([Time(TimeUnit.Milliseconds)] Timestamp Time, int User, Utf8Text Page, double Seconds);

[Event]
public readonly partial record struct Stay(int User, Utf8Text Page, double Seconds, long Clicks);

public readonly record struct PageOfUser(Utf8Text Page, int Shard);

/// <summary>A state a number, without text.</summary>
[Pipeline]
public sealed partial class StaysOfUsers
{
    [Source] public partial Source<Click> Clicks { get; }

    [KeyBy] internal static int User(in Click c) => c.User;

    [Aggregate]
    internal partial struct Stays
    {
        private double seconds;
        private long clicks;

        public void Add(in Click c)
        {
            seconds += c.Seconds;
            clicks++;
        }

        public readonly Stay Result(int user) => new(user, default, seconds, clicks);
    }

    [Sink] public partial Sink<Stay> Totals { get; }
}

/// <summary>A state a text, which has a text that is replaced time and again.</summary>
[Pipeline]
public sealed partial class UsersOfPages
{
    [Source] public partial Source<Click> Clicks { get; }

    [KeyBy] internal static Utf8Text Page(in Click c) => c.Page;

    [Aggregate]
    internal partial struct Stays
    {
        private Utf8Text last;
        private Utf8Text? before;
        private double seconds;
        private long clicks;

        public void Add(in Click c)
        {
            before = last;
            last = c.Page.Slice(0, (int)(clicks % c.Page.Length));
            seconds += c.Seconds;
            clicks++;
        }

        public readonly Stay Result(in Utf8Text page) => new(before.GetValueOrDefault().Length, last, seconds, clicks);
    }

    [Sink] public partial Sink<Stay> Totals { get; }
}

/// <summary>Output that is owed, a meeting of branches, and a key with a text and a number.</summary>
[Pipeline]
public sealed partial class PagesTwice
{
    [Source] public partial Source<Click> Clicks { get; }

    [FlatMap(nameof(Clicks))]
    internal static void Halves(in Click c, Output<Click> first, Output<Click> second)
    {
        first.Emit(c with { Seconds = c.Seconds / 2 });
        if (c.User % 2 == 0)
            second.Emit(c with { Page = c.Page.Slice(0, c.Page.Length / 2) });
    }

    [Union("Halves.first", "Halves.second")] public partial Stream<Click> All { get; }

    [KeyBy(nameof(All))] internal static PageOfUser Where(in Click c) => new(c.Page, c.User % 3);

    [Aggregate(nameof(Where))]
    internal partial struct Stays
    {
        private double seconds;
        private long clicks;

        public void Add(in Click c)
        {
            seconds += c.Seconds;
            clicks++;
        }

        public readonly Stay Result(in PageOfUser key) => new(key.Shard, key.Page, seconds, clicks);
    }

    [Sink(nameof(Stays))] public partial Sink<Stay> Totals { get; }
}

/// <summary>Processes: one whose keys are removed, with their text, and one that keeps them.</summary>
[Pipeline]
public sealed partial class Visits
{
    [Source] public partial Source<Click> Clicks { get; }

    [KeyBy(nameof(Clicks))] internal static int User(in Click c) => c.User;

    [Process(nameof(User))]
    internal static StateAfter Follow(ref Visit visit, in Click c, Output<Stay> left, Output<Click> kept)
    {
        kept.Emit(c);
        visit.Clicks++;
        if (visit.Clicks < 1 + (c.User % 3))
        {
            visit.Page = c.Page;
            return StateAfter.Keep;
        }

        left.Emit(new Stay(c.User, visit.Page, c.Seconds, visit.Clicks));
        return StateAfter.Remove;
    }

    internal partial struct Visit
    {
        internal Utf8Text Page;
        internal long Clicks;
    }

    [KeyBy("Follow.kept")] internal static PageOfUser Where(in Click c) => new(c.Page, c.User % 3);

    [Process(nameof(Where))]
    internal static void Count(ref Number number, in Click c, in PageOfUser where, Output<Stay> output) => output.Emit(new Stay(where.Shard, where.Page, c.Seconds, ++number.Clicks));

    internal partial struct Number
    {
        internal long Clicks;
    }

    [Sink(nameof(Count))] public partial Sink<Stay> Totals { get; }

    [Sink("Follow.left")] public partial Sink<Stay> Left { get; }
}
