using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What a scan saw inside a string or a field.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TextTraits
{
    /// <summary>Printable ASCII only: the bytes are the text.</summary>
    None = 0,

    /// <summary>A backslash, or a doubled quote in delimited text: the text must be unescaped.</summary>
    HasEscapes = 1,

    /// <summary>A byte of 0x80 or more: valid only if <c>System.Text.Unicode.Utf8.IsValid</c> says so.</summary>
    HasNonAscii = 2,

    /// <summary>A control character below 0x20, which JSON forbids in a string.</summary>
    HasControls = 4,
}
