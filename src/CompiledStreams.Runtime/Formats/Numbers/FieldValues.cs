using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CompiledStreams.Runtime;

/// <summary>The values of a field of a block of records.</summary>
/// <remarks>Indices aren't checked: emitted code counts to the number of records that it asked for.</remarks>
/// <typeparam name="T">The value's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct FieldValues<T>
    where T : unmanaged
{
    private readonly ref T _first;

    internal FieldValues(ref T first) => _first = ref first;

    /// <summary>The value of a record.</summary>
    /// <param name="index">Less than the number of records.</param>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.Add(ref _first, (nint)(uint)index);
    }
}
