using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Memory that the views of a block of events point into, given back all at once when the block is finished.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Scratch
{
    /// <summary>The block is finished: everything taken since the last call may be used again.</summary>
    /// <param name="poison">Whether to overwrite it, so that a leaked view shows.</param>
    internal abstract void Reset(bool poison);
}
