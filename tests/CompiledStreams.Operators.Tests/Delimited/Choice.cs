using CsCheck;

namespace CompiledStreams.Operators.Tests.Delimited;

internal static class Choice
{
    public static Gen<T> Of<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(i => items[i]);
}
