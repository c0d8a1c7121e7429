using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Where a text lies in a <see cref="TextArena"/>: 12 bytes, no references, so that slots holding it cost the collector nothing.</summary>
/// <param name="Chunk">Index of the chunk.</param>
/// <param name="Offset">First byte in the chunk.</param>
/// <param name="Length">Bytes of UTF-8; 0 is the empty text, whatever the other two say.</param>
/// <remarks>Each reference owns its text: it is dropped once, by the slot that holds it. The default is the empty text.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TextRef(int Chunk, int Offset, int Length);
