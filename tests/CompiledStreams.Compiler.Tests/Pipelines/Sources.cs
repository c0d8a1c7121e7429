namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>The smallest pipeline that has each operator. Events are of integers, so that tests can make them by reflection.</summary>
internal static class Sources
{
    private const string Events = """
        [Event] public readonly partial record struct Number(int Value, int Weight);
        [Event] public readonly partial record struct Total(int Key, long Sum, int Count);
        """;

    public static readonly string Filter = $$"""
        namespace FilterPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Evens
        {
            [Source] public partial Source<Number> Numbers { get; }
            [Filter] internal static bool IsEven(in Number n) => n.Value % 2 == 0;
            [Sink] public partial Sink<Number> Kept { get; }
        }
        """;

    public static readonly string Map = $$"""
        namespace MapPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Scaled
        {
            [Parameter] public int Factor { get; init; } = 10;
            [Source] public partial Source<Number> Numbers { get; }
            [Filter] internal static bool IsPositive(Number n) => n.Value > 0;
            [Map] internal Number Scale(in Number n) => new(n.Value * Factor, 1);
            [Sink] public partial Sink<Number> Larger { get; }
        }
        """;

    public static readonly string FlatMap = $$"""
        namespace FlatMapPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Repeats
        {
            [Source] public partial Source<Number> Numbers { get; }
            [FlatMap] internal static void Repeat(in Number n, Output<Number> output)
            {
                for (int i = 0; i < n.Weight; i++)
                    output.Emit(new Number(n.Value, i));
            }
            [Sink] public partial Sink<Number> Repeated { get; }
        }
        """;

    public static readonly string Outputs = $$"""
        namespace OutputsPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Split
        {
            [Source] public partial Source<Number> Numbers { get; }
            [FlatMap(nameof(Numbers))] internal static void Parts(in Number n, Output<Number> small, Output<Total> large)
            {
                if (n.Value < 10)
                    small.Emit(n);
                else
                    large.Emit(new Total(n.Value, n.Weight, 1));
            }
            [FlatMap("Parts.small")] internal static void Twice(in Number n, Output<Number> output) { output.Emit(n); output.Emit(n); }
            [Sink(nameof(Twice))] public partial Sink<Number> Small { get; }
            [Sink("Parts.large")] public partial Sink<Total> Large { get; }
        }
        """;

    public static readonly string Aggregate = $$"""
        namespace AggregatePipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Sums
        {
            [Source] public partial Source<Number> Numbers { get; }
            [Filter] internal static bool IsHeavy(in Number n) => n.Weight > 0;
            [KeyBy] internal static int Key(in Number n) => n.Value % 7;
            [Aggregate] internal partial struct Sum
            {
                private long _sum;
                private int _count;
                public void Add(in Number n) { _sum += n.Value; _count++; }
                public readonly Total Result(int key) => new(key, _sum, _count);
            }
            [Sink] public partial Sink<Total> Totals { get; }
        }
        """;

    public static readonly string WholeStream = $$"""
        namespace WholeStreamPipeline;
        {{Events}}
        [State] public partial struct Counter
        {
            private long _sum;
            private int _count;
            public void Add(in Number n) { _sum += n.Value; _count++; }
            public readonly Total Result() => new(-1, _sum, _count);
        }
        [Pipeline]
        public sealed partial class Running
        {
            [Source] public partial Source<Number> Numbers { get; }
            [Aggregate(WholeStream = true)] public partial Counter All { get; }
            [Sink] public partial Sink<Total> Totals { get; }
        }
        """;

    public static readonly string Process = $$"""
        namespace ProcessPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Records
        {
            [Source] public partial Source<Number> Numbers { get; }
            [KeyBy(nameof(Numbers))] internal static int Key(in Number n) => n.Value % 7;
            [Process(nameof(Key))] internal static void Compare(ref Best best, in Number n, in int key, Output<Total> records, Output<Number> others)
            {
                best.Count++;
                if (n.Weight * 1000 + n.Value > best.Most)
                    records.Emit(new Total(key, best.Most = n.Weight * 1000 + n.Value, best.Count));
                else
                    others.Emit(n);
            }
            internal partial struct Best { internal long Most; internal int Count; }
            [Sink("Compare.records")] public partial Sink<Total> Better { get; }
            [Sink("Compare.others")] public partial Sink<Number> Worse { get; }
        }
        """;

    public static readonly string Removal = """
        namespace RemovalPipeline;
        [Event] public readonly partial record struct Visit(Utf8Text Site, Utf8Text Page, int Shard);
        [Event] public readonly partial record struct Path(Utf8Text Site, Utf8Text First, Utf8Text Last, int Count);
        [Pipeline]
        public sealed partial class Paths
        {
            [Source] public partial Source<Visit> Visits { get; }
            [KeyBy] internal static Utf8Text Site(in Visit v) => v.Site;
            [Process] internal static StateAfter Follow(ref Walk walk, in Visit v, Output<Path> output)
            {
                if (walk.Count++ == 0)
                    walk.First = v.Page;
                if (v.Shard == 0)
                {
                    output.Emit(new Path(v.Site, walk.First, walk.Last ?? "none", walk.Count));
                    return StateAfter.Remove;
                }
                walk.Last = v.Page;
                return StateAfter.Keep;
            }
            internal partial struct Walk { internal Utf8Text First; internal Utf8Text? Last; internal int Count; }
            [Sink] public partial Sink<Path> Walks { get; }
        }
        """;

    public static readonly string TwoAggregates = $$"""
        namespace TwoAggregatesPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Sums
        {
            [Source] public partial Source<Number> Numbers { get; }
            [KeyBy] internal static int Key(in Number n) => n.Value % 7;
            [Aggregate(Output = Changes.Append)] internal partial struct Sum
            {
                private long _sum;
                private int _count;
                public void Add(in Number n) { _sum += n.Value; _count++; }
                public readonly Total Result(int key) => new(key, _sum, _count);
            }
            [Filter] internal static bool IsOften(in Total t) => t.Count > 2;
            [KeyBy] internal static long Parity(in Total t) => t.Sum & 1;
            [Aggregate] internal partial struct Largest
            {
                private long _most;
                private int _count;
                public void Add(in Total t) { _most = Math.Max(_most, t.Sum); _count++; }
                public readonly Total Result(long parity) => new((int)parity, _most, _count);
            }
            [Sink] public partial Sink<Total> Totals { get; }
        }
        """;

    public static readonly string Union = $$"""
        namespace UnionPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Merged
        {
            [Source] public partial Source<Number> First { get; }
            [Source] public partial Source<Number> Second { get; }
            [Filter(nameof(First))] internal static bool IsEven(in Number n) => n.Value % 2 == 0;
            [Map(nameof(First))] internal static Number Negate(in Number n) => new(-n.Value, n.Weight);
            [Union(nameof(IsEven), nameof(Negate), nameof(Second))] public partial Stream<Number> All { get; }
            [Sink(nameof(All))] public partial Sink<Number> Out { get; }
            [Sink(nameof(First))] public partial Sink<Number> Copy { get; }
        }
        """;

    public static readonly string Meeting = $$"""
        namespace MeetingPipeline;
        {{Events}}
        [Pipeline]
        public sealed partial class Meets
        {
            [Source] public partial Source<Number> Numbers { get; }
            [FlatMap(nameof(Numbers))] internal static void Repeat(in Number n, Output<Number> output)
            {
                for (int i = 0; i < n.Weight; i++)
                    output.Emit(new Number(n.Value, i));
            }
            [Union(nameof(Numbers), nameof(Repeat))] public partial Stream<Number> All { get; }
            [Sink(nameof(All))] public partial Sink<Number> Out { get; }
        }
        """;

    public static readonly string Text = """
        namespace TextPipeline;
        [Event] public readonly partial record struct Visit(Utf8Text Site, Utf8Text Page, int Shard);
        [Event] public readonly partial record struct Last(Utf8Text Site, Utf8Text Before, Utf8Text Page, int Count);
        public readonly record struct Place(Utf8Text Site, int Shard);
        public readonly record struct Seen(Utf8Text Page, int Number);
        [State] public partial struct Inner { internal Utf8Text Text; internal int Number; }
        [Pipeline]
        public sealed partial class Visits
        {
            [Source] public partial Source<Visit> All { get; }
            [KeyBy] internal static Place Where(in Visit v) => new(v.Site, v.Shard);
            [Aggregate] internal partial struct Pages
            {
                private Utf8Text _before;
                private Utf8Text? _last;
                private Seen _seen;
                private Inner _inner;
                private int _count;
                public void Add(in Visit v)
                {
                    _before = _last ?? "none";
                    _last = v.Page;
                    _seen = new Seen(v.Page, _count);
                    _inner.Text = v.Page;
                    _count++;
                }
                public readonly Last Result(in Place place)
                {
                    if (_seen.Page != _inner.Text) throw new InvalidOperationException("lost");
                    return new(place.Site, _before, _last.GetValueOrDefault(), _count);
                }
            }
            [Sink] public partial Sink<Last> Lasts { get; }
        }
        """;

    public static readonly string FailingProcess = """
        namespace FailingPipeline;
        [Event] public readonly partial record struct Number(int Value, int Weight);
        [State] public partial struct Seen { public int Count; }
        [Pipeline]
        public sealed partial class Fails
        {
            [Source] public partial Source<Number> Numbers { get; }
            [KeyBy] internal static int Key(in Number n) => n.Value;
            [Process] internal static StateAfter Count(ref Seen seen, in Number n, Output<Number> output)
            {
                if (seen.Count++ == 1 && n.Weight == 2)
                    throw new FormatException("process");
                output.Emit(n);
                return n.Weight == 9 ? StateAfter.Remove : StateAfter.Keep;
            }
            [Filter] internal static bool IsRight(in Number n) => n.Weight == 1 ? throw new FormatException("after") : true;
            [Sink] public partial Sink<Number> Out { get; }
        }
        """;

    public static readonly string Failing = """
        namespace FailingPipeline;
        [Event] public readonly partial record struct Number(int Value, int Weight);
        [Event] public readonly partial record struct Total(int Key, long Sum);
        [Pipeline]
        public sealed partial class Fails
        {
            [Source] public partial Source<Number> Numbers { get; }
            [Filter] internal static bool IsRight(in Number n) => n.Weight == 1 ? throw new FormatException("filter") : true;
            [KeyBy] internal static int Key(in Number n) => n.Value;
            [Aggregate(Output = Changes.Append)] internal partial struct Sum
            {
                private long _sum;
                public void Add(in Number n) { if (n.Weight == 2) throw new FormatException("add"); _sum += n.Value; }
                public readonly Total Result(int key) => key == -3 ? throw new FormatException("result") : new(key, _sum);
            }
            [Filter] internal static bool IsSmall(in Total t) => t.Key == -4 ? throw new FormatException("after") : true;
            [Sink] public partial Sink<Total> Totals { get; }
        }
        """;
}
