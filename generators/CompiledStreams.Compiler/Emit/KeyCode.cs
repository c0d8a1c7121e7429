using CompiledStreams.Compiler.Bind;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>How keys and states are named in emitted code.</summary>
internal static class KeyCode
{
    /// <summary>The layout of a key, or of a part of one.</summary>
    public static string Layout(KeyModel key, string record) => key.Form switch
    {
        KeyForm.Scalar => $"§ScalarKey<{key.Type.Code}>",
        KeyForm.Text => "§TextKey",
        KeyForm.String => "§StringKey",
        _ => record,
    };

    /// <summary>What a table keeps of a key.</summary>
    public static string Stored(KeyModel key, string record) => key.Form switch
    {
        KeyForm.Scalar => key.Type.Code,
        KeyForm.Text or KeyForm.String => "§TextRef",
        _ => record + ".Stored",
    };

    /// <summary>What a table keeps of a state.</summary>
    public static string Slot(StateModel state) => state.HoldsText ? state.Type.Code + "." + StateParser.Slot : state.Type.Code;

    public static string Layout(LaneNames names, KeyedBy key) => Layout(key.Key, key.Key.Form == KeyForm.Record ? names.KeyLayout(key.Operator) : "");

    /// <summary>The type arguments of a table of keyed state.</summary>
    public static string TableArguments(LaneNames names, StatePlan state)
    {
        KeyedBy key = state.Key!;
        string record = key.Key.Form == KeyForm.Record ? names.KeyLayout(key.Operator) : "";
        return $"{key.Key.Type.Code}, {Stored(key.Key, record)}, {Slot(state.Model.State)}, {Layout(key.Key, record)}";
    }

    public static string ResultArgument(AggregateModel aggregate, string key) => aggregate.ResultKey?.Argument(key) ?? "";
}
