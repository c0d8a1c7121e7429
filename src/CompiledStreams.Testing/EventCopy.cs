using System.Reflection;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Testing;

/// <summary>Makes the array that a text's bytes are copied to.</summary>
internal delegate byte[] CopyBytes(ReadOnlySpan<byte> bytes);

/// <summary>Copies events with the text and arrays that they are views of, by reflection: meant for tests.</summary>
/// <typeparam name="T">The event.</typeparam>
internal static class EventCopy<T>
    where T : struct
{
    public static T Of(T value, CopyBytes copy) =>
        RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? (T)EventCopy.Of(value, copy) : value;
}

internal static class EventCopy
{
    private static readonly MethodInfo s_copyItems = typeof(EventCopy).GetMethod(nameof(CopyItems), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>A copy of a boxed value; the value itself where it holds no view.</summary>
    public static object Of(object value, CopyBytes copy)
    {
        Type type = value.GetType();
        if (value is Utf8Text text)
            return new Utf8Text(copy(text.Span));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>))
            return s_copyItems.MakeGenericMethod(type.GenericTypeArguments).Invoke(null, [value, copy])!;
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum)
            return value;

        object result = RuntimeHelpers.GetObjectValue(value);
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.FieldType.IsValueType && !field.FieldType.IsPrimitive && field.GetValue(value) is { } part)
                field.SetValue(result, Of(part, copy));
        }

        return result;
    }

    private static ReadOnlyMemory<TItem> CopyItems<TItem>(ReadOnlyMemory<TItem> items, CopyBytes copy)
    {
        TItem[] result = items.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            if (result[i] is { } item)
                result[i] = (TItem)Of(item, copy);
        }

        return result;
    }
}
