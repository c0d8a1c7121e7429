namespace CompiledStreams.Compiler.Tests.Checked;

/// <summary>One pipeline that has every operator, every kind of key and state, and events of every shape.</summary>
internal static class EveryOperator
{
    public const string Source = """
        using System;
        using CompiledStreams;

        namespace Sensors;

        public enum Level { Low, High, Broken = 9 }

        [Event] public readonly partial record struct Spot(int X, double? Y);

        [Event(Naming = Naming.SnakeCase)]
        public readonly partial record struct Reading(
            [Time(TimeUnit.Milliseconds)] Timestamp Time, int Sensor, Utf8Text Room, double Value, Level Level, Spot? Spot, ReadOnlyMemory<int> Tags, string Note);

        [Event] public readonly partial record struct Alarm([Time("yyyy-MM-dd")] DateOnly Day, [Field("sensor-id")] int Sensor, Utf8Text Room, long? Count);

        [Event] public readonly partial record struct Mean(int Sensor, Utf8Text Room, double Average, long Count);

        public readonly record struct Place(Utf8Text Room, Level Level);

        public interface ILimits { double Highest { get; } }

        [State]
        public partial struct Moments
        {
            private double _sum;
            private long _count;
            private Utf8Text? _first;
            public void Add(in Reading r) { _sum += r.Value; _count++; _first ??= r.Room; }
            public readonly Mean Result() => new(0, _first.GetValueOrDefault(), _sum / _count, _count);
        }

        /// <summary>Means and alarms of rooms.</summary>
        [Pipeline]
        public sealed partial class Rooms(ILimits limits)
        {
            [Parameter] public double Lowest { get; init; } = -40;

            [Source(Formats = Formats.JsonLines)] public partial Source<Reading> Live { get; }

            [Source(Formats = Formats.JsonLines, Validate = Validate.All)] public partial Source<Reading> Late { get; }

            [Union(nameof(Live), nameof(Late))] public partial Stream<Reading> All { get; }

            [Filter(nameof(All))] internal bool IsRight(in Reading r) => r.Value > Lowest && r.Value < limits.Highest;

            [Map(nameof(IsRight))] internal static Reading Rounded(in Reading r) => r with { Value = Math.Round(r.Value) };

            [FlatMap(nameof(IsRight))]
            internal static void Alarms(in Reading r, Output<Alarm> high, Output<Alarm> broken)
            {
                if (r.Level == Level.High)
                    high.Emit(new Alarm(default, r.Sensor, r.Room, null));
                else if (r.Level == Level.Broken)
                    broken.Emit(new Alarm(default, r.Sensor, r.Room, 1));
            }

            [KeyBy("Alarms.high")] internal static Guid Owner(in Alarm a) => new(a.Sensor, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

            [Aggregate(nameof(Owner), Output = Changes.Append)]
            internal partial struct HighAlarms
            {
                private int _sensor;
                private long _count;
                public void Add(in Alarm a) { _sensor = a.Sensor; _count++; }
                public readonly Alarm Result() => new(default, _sensor, "high", _count);
            }

            [Union(nameof(HighAlarms), "Alarms.broken")] public partial Stream<Alarm> Urgent { get; }

            [KeyBy(nameof(Rounded))] internal static Place Where(in Reading r) => new(r.Room, r.Level);

            [Aggregate(nameof(Where))]
            internal partial struct Means
            {
                private Utf8Text _last;
                private double _sum;
                private int _sensor;
                private long _count;
                public void Add(in Reading r) { _last = r.Room; _sum += r.Value; _sensor = r.Sensor; _count++; }
                public readonly Mean Result(in Place place) => new(_sensor, place.Room, _sum / _count, _count);
            }

            [Process(nameof(Where))]
            internal StateAfter Follow(ref Streak streak, in Reading r, in Place place, Output<Alarm> begun, Output<Mean> ended)
            {
                if (r.Level != Level.Low)
                    return Go(ref streak, in r, begun);

                if (streak.Count > Lowest)
                    ended.Emit(new Mean(r.Sensor, place.Room, streak.Sum / streak.Count, streak.Count));

                return StateAfter.Remove;
            }

            private static StateAfter Go(ref Streak streak, in Reading r, Output<Alarm> begun)
            {
                if (streak.Count++ == 0)
                    begun.Emit(new Alarm(default, r.Sensor, streak.Note = r.Room, null));

                streak.Sum += r.Value;
                return StateAfter.Keep;
            }

            internal partial struct Streak
            {
                internal double Sum;
                internal int Count;
                internal Utf8Text Note;
            }

            [KeyBy("Follow.begun")] internal static Level Kind(in Alarm a) => a.Count is null ? Level.High : Level.Broken;

            [Process(nameof(Kind))]
            internal static void Number(ref Numbers numbers, in Alarm a, Output<Alarm> numbered) => numbered.Emit(a with { Count = ++numbers.Last });

            internal partial struct Numbers { internal long Last; }

            [Sink(nameof(Number))] public partial Sink<Alarm> Begun { get; }

            [Sink("Follow.ended")] public partial Sink<Mean> Streaks { get; }

            [Aggregate(nameof(Rounded), WholeStream = true, Output = Changes.Append)] public partial Moments Overall { get; }

            [Sink(nameof(Means))] public partial Sink<Mean> RoomMeans { get; }

            [Sink(nameof(Overall))] public partial Sink<Mean> Overalls { get; }

            [Sink(nameof(Urgent))] public partial Sink<Alarm> Calls { get; }

            [Sink(nameof(Rounded))] public partial Sink<Reading> Copy { get; }
        }
        """;
}
