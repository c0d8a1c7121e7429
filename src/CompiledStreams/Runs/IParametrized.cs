using System.ComponentModel;

namespace CompiledStreams;

/// <summary>What the compiler adds to a pipeline that has parameters: sets them from outside the code, before a run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IParametrized
{
    /// <summary>Sets each parameter that has a value; the others keep what the constructor gave them.</summary>
    /// <param name="values">Where the values come from.</param>
    void SetParameters(ParameterValues values);
}
