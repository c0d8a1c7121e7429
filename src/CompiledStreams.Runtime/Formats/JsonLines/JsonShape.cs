using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>What the numbers of one field usually look like.</summary>
/// <remarks>A shape becomes usual when it comes twice among those that aren't: one odd number in between doesn't cost a second wrong guess.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct JsonShape
{
    private int _other;

    internal int Usual { get; private set; }

    internal void Met(int shape)
    {
        if (shape == _other || Usual == 0)
            Usual = shape;

        _other = shape;
    }
}
