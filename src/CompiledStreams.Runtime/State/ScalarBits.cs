using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>The bits of a scalar as integers. The size is known while compiling, so one branch remains.</summary>
internal static class ScalarBits
{
    /// <summary>All bits of a scalar of up to 8 bytes, or the first 8 of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Low<T>(T value)
        where T : unmanaged => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, byte>(value),
        2 => Unsafe.BitCast<T, ushort>(value),
        4 => Unsafe.BitCast<T, uint>(value),
        8 => Unsafe.BitCast<T, ulong>(value),
        16 => (ulong)Unsafe.BitCast<T, UInt128>(value),
        _ => throw NotScalar<T>(),
    };

    /// <summary>The second 8 bytes of a scalar of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong High<T>(T value)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == 16 ? (ulong)(Unsafe.BitCast<T, UInt128>(value) >> 64) : throw NotScalar<T>();

    /// <summary>The scalar of up to 4 bytes that has these bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T From<T>(uint bits)
        where T : unmanaged => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<byte, T>((byte)bits),
        2 => Unsafe.BitCast<ushort, T>((ushort)bits),
        4 => Unsafe.BitCast<uint, T>(bits),
        _ => throw NotScalar<T>(),
    };

    /// <summary>The name of a scalar in a schema: that of C#; an enum is its underlying type.</summary>
    public static string Name<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Char => "char",
        TypeCode.SByte => "sbyte",
        TypeCode.Byte => "byte",
        TypeCode.Int16 => "short",
        TypeCode.UInt16 => "ushort",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Int64 => "long",
        TypeCode.UInt64 => "ulong",
        _ => typeof(T).Name,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NotSupportedException NotScalar<T>() =>
        new($"'{typeof(T)}' has {Unsafe.SizeOf<T>()} bytes and can't be a scalar key; scalars have 1, 2, 4, 8 or 16 bytes.");
}
