using System.ComponentModel;

namespace CompiledStreams.Runtime;

/// <summary>Why a step of a lane's program returned.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum Step
{
    /// <summary>No source has input in hand.</summary>
    Idle,

    /// <summary>The budget is used; there may be more to do.</summary>
    Progress,

    /// <summary>A sink is full; what was read is finished as far as there was room, and the rest is owed.</summary>
    Blocked,

    /// <summary>Every source has ended and nothing is owed.</summary>
    Completed,
}
