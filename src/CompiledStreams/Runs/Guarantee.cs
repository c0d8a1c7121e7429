namespace CompiledStreams;

/// <summary>How often each event of the input shows in the output and in the state, whatever is killed in between.</summary>
public enum Guarantee
{
    /// <summary>Nothing is promised: after a restart events may be missing or show twice.</summary>
    None,

    /// <summary>Once or not at all: an input that can't be read again.</summary>
    AtMostOnce,

    /// <summary>Once or more often: an output that can't be taken back.</summary>
    AtLeastOnce,

    /// <summary>Once.</summary>
    ExactlyOnce,
}
