using System.Reflection;

namespace CompiledStreams.Operators.Tests.JsonLines;

/// <summary>Formats with the settings of a binding, without a binding; by reflection, so that these tests see no internals of the library at compile time.</summary>
internal static class Bindings
{
    public static JsonLinesFormat Json(Action<JsonLinesOptions> set)
    {
        JsonLinesOptions options = (JsonLinesOptions)Activator.CreateInstance(typeof(JsonLinesOptions))!;
        set(options);
        return (JsonLinesFormat)Activator.CreateInstance(typeof(JsonLinesFormat), BindingFlags.Instance | BindingFlags.NonPublic, null, [options], null)!;
    }
}
