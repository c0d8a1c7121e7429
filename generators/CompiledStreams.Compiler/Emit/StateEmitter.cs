using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes what is added to a state: its slot where it holds text, else how it is saved and loaded as it is.</summary>
internal static class StateEmitter
{
    /// <summary>What the part of the struct implements, or empty.</summary>
    public static string Bases(StateModel state) => state.HoldsText ? "" : $"§IStateCodec<{state.Type.Code}>";

    public static void Emit(SourceWriter writer, StateModel state)
    {
        if (state.HoldsText)
            StateSlotEmitter.Emit(writer, state);
        else
            StateCodecEmitter.Emit(writer, state);
    }
}
