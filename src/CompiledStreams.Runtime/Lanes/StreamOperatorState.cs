using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>The one state that an operator has for a whole stream.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="bytes">Bytes of the state, without its text.</param>
/// <param name="isSeen">Whether an event came.</param>
/// <param name="result">Gives the result.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamOperatorState<TResult>(string name, long bytes, Func<bool> isSeen, Func<TResult> result) : OperatorState<ValueTuple, TResult>(name)
{
    /// <inheritdoc/>
    public override long Count => isSeen() ? 1 : 0;

    /// <inheritdoc/>
    public override long Bytes => bytes;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<ValueTuple, TResult>> Results() => isSeen() ? [new(default, result())] : [];

    /// <inheritdoc/>
    public override bool TryGetResult(ValueTuple key, out TResult found)
    {
        found = isSeen() ? result() : default!;
        return isSeen();
    }
}
