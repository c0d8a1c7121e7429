using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a decoder is made with.</summary>
/// <param name="Format">The format with the binding's settings.</param>
/// <param name="Validate">How much of a record is checked.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DecoderOptions(Format Format, Validate Validate);

/// <summary>What an encoder is made with.</summary>
/// <param name="Format">The format with the binding's settings.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EncoderOptions(Format Format);
