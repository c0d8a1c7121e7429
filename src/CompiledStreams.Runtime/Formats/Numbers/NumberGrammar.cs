using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Which spellings of a number are accepted.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum NumberGrammar
{
    /// <summary>RFC 8259: no leading zero, no leading plus, digits on both sides of the point.</summary>
    Json = 0,

    /// <summary>Delimited text: leading zeros, a leading plus, and a point without digits on one of its sides are accepted too.</summary>
    Delimited = 1,
}
