using System.ComponentModel;

namespace CompiledStreams;

/// <summary>Takes the events that an operator emits.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <remarks>Valid until the operator returns. In a unit test one is made over a list: <c>new Output&lt;Word&gt;(words)</c>.</remarks>
public readonly struct Output<T>
    where T : struct
{
    private readonly OutputBuffer<T> _buffer;

    /// <summary>An output that adds to a list.</summary>
    /// <param name="list">Where the events go.</param>
    public Output(List<T> list) => _buffer = new OutputBuffer<T>(list);

    /// <summary>An output over what emitted code keeps for it.</summary>
    /// <param name="buffer">Where the events go.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Output(OutputBuffer<T> buffer) => _buffer = buffer;

    /// <summary>Emits one event. Amortised O(1).</summary>
    /// <param name="value">The event; it is copied.</param>
    public void Emit(in T value) => _buffer.Add(in value);
}
