using CompiledStreams.Compiler.Diagnostics;
using static CompiledStreams.Analyzers.Tests.AnalyzerRun;

namespace CompiledStreams.Analyzers.Tests.Determinism;

public sealed class RandomTests
{
    [Theory]
    [InlineData("Guid.NewGuid() != default", "Guid.NewGuid", "Guid.NewGuid")]
    [InlineData("Random.Shared.Next() > 0", "Random.Shared", "Random.Shared")]
    [InlineData("new Random().Next() > 0", "new Random()", "new Random")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator.GetInt32(7) > 0", "System.Security.Cryptography.RandomNumberGenerator.GetInt32", "RandomNumberGenerator.GetInt32")]
    public async Task An_operator_that_uses_a_random_source_is_reported(string test, string place, string shown) => await Reports(
        DeterminismRules.Random,
        Pipeline($"[Filter] internal static bool IsLucky(in Purchase p) => {test.Replace(place, $"⟦{place}⟧")};"),
        $"Filter 'IsLucky' uses a random source ('{shown}'), so a replay gives another result; derive the value from fields of the event");

    [Theory]
    [InlineData("HashCode.Combine(p.Customer) > 0", "HashCode.Combine", "HashCode.Combine")]
    [InlineData("\"a\".GetHashCode() > 0", "\"a\".GetHashCode", "string.GetHashCode")]
    [InlineData("p.Item.GetHashCode() > 0", "p.Item.GetHashCode", "Utf8Text.GetHashCode")]
    [InlineData("p.GetHashCode() > 0", "p.GetHashCode", "Purchase.GetHashCode")]
    [InlineData("(1, 2).GetHashCode() > 0", "(1, 2).GetHashCode", "(int, int).GetHashCode")]
    [InlineData("new object().GetHashCode() > 0", "new object().GetHashCode", "object.GetHashCode")]
    public async Task A_hash_code_that_differs_between_processes_is_reported(string test, string place, string shown) => await Reports(
        DeterminismRules.Random,
        Pipeline($"[Filter] internal static bool IsLucky(in Purchase p) => {test.Replace(place, $"⟦{place}⟧")};"),
        $"Filter 'IsLucky' uses a hash code that differs from process to process ('{shown}'), so a replay gives another result; compute a hash of your own from the fields, or key by the value itself");

    [Fact]
    public async Task A_static_source_is_reported_though_it_has_a_seed() => await Reports(
        DeterminismRules.Random,
        Pipeline("""
            private static readonly Random s_random = new(42);
            [Filter] internal static bool IsLucky(in Purchase p) => ⟦s_random.Next⟧(2) == 0;
            """),
        "Filter 'IsLucky' uses a random source ('Random.Next'), so a replay gives another result; derive the value from fields of the event");

    [Fact]
    public async Task A_source_made_from_the_event_gives_the_same_again() => await ReportsNothing(Pipeline("""
        [Filter] internal static bool IsSampled(in Purchase p)
        {
            Random random = new(p.Customer);
            return random.Next(100) < 10 && new Random(p.Customer).NextDouble() < 0.5;
        }
        """));

    [Fact]
    public async Task Hashes_that_are_the_same_in_every_process_are_let_be() => await ReportsNothing(Pipeline("""
        [Filter] internal static bool IsSampled(in Purchase p) =>
            p.Customer.GetHashCode() % 2 == 0 && p.Amount.GetHashCode() > 0 && p.Time.GetHashCode() > 0 && new Own("x").GetHashCode() > 0;
        """) + "readonly record struct Own(string Name) { public override int GetHashCode() => Name.Length; public bool Equals(Own other) => true; }");
}
