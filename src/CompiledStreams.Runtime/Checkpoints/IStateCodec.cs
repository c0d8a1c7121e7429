using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a state is in a checkpoint; emitted code implements it where the state is declared.</summary>
/// <typeparam name="TSelf">The state as a table holds it: its struct, or where it holds text, its slot.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStateCodec<TSelf>
    where TSelf : struct, IStateCodec<TSelf>
{
    /// <summary>The fields in the order in which they are written, a line each: type, blank, name; those of a struct within it with its name and a dot before theirs.</summary>
    static abstract string Schema { get; }

    /// <summary>Writes all fields.</summary>
    /// <param name="state">The state.</param>
    /// <param name="writer">Takes them.</param>
    /// <param name="text">Where its text lies.</param>
    static abstract void Save(in TSelf state, StateWriter writer, TextArena text);

    /// <summary>Reads all fields into a state that is the default.</summary>
    /// <param name="state">The state.</param>
    /// <param name="reader">Stands at what <see cref="Save"/> wrote.</param>
    /// <param name="text">Takes its text.</param>
    static abstract void Load(ref TSelf state, ref StateReader reader, TextArena text);

    /// <summary>Gives back the text of a state that is about to be replaced or removed.</summary>
    /// <param name="state">The state; is the default afterwards.</param>
    /// <param name="text">Where its text lies.</param>
    static virtual void Drop(ref TSelf state, TextArena text) => state = default;
}
