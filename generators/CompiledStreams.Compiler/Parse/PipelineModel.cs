using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;

namespace CompiledStreams.Compiler.Parse;

/// <summary>All that later stages know of an annotated class.</summary>
/// <remarks>Holds no symbol, no syntax and no place: it is equal to another when nothing that Bind, Plan or Emit reads differs. A new member must be a string,
/// a number, an enum, or a record or array of these.</remarks>
/// <param name="Type">The class and the types around it.</param>
/// <param name="Operators">The operators in the order of the text; by name where the class has several declarations.</param>
/// <param name="IsOneDeclaration">Whether all members are in one declaration, so that the order of the text means something.</param>
/// <param name="OtherParts">The other parts of its partial properties, as a class with mistakes has them.</param>
/// <param name="Parameters">The parameters in the order of the text.</param>
/// <param name="States">The state structs that are nested in the pipeline, without those that are marked as shared.</param>
/// <param name="Taken">Names that mean something inside the class and that locals must not have.</param>
/// <param name="Shadowed">Names of the framework that mean something else inside the class, and so are written in full.</param>
/// <param name="IsBroken">Whether the C# compiler reports something that leaves nothing to bind.</param>
/// <param name="Problems">What Parse found.</param>
internal sealed record PipelineModel(
    PipelineType Type,
    EquatableArray<OperatorModel> Operators,
    bool IsOneDeclaration,
    EquatableArray<string> OtherParts,
    EquatableArray<PipelineParameterModel> Parameters,
    EquatableArray<StateModel> States,
    EquatableArray<string> Taken,
    EquatableArray<string> Shadowed,
    bool IsBroken,
    EquatableArray<Problem> Problems);

/// <summary>The class that is extended.</summary>
/// <param name="FullName">Namespace and name, as messages and files have it.</param>
/// <param name="Namespace">The namespace with keywords escaped, or empty.</param>
/// <param name="Nesting">The types around it, outermost first, and itself.</param>
/// <param name="Extension">What can be added to it.</param>
internal sealed record PipelineType(string FullName, string Namespace, EquatableArray<TypeHead> Nesting, Extension Extension)
{
    public string Name => Nesting[Nesting.Count - 1].Name;
}

/// <summary>How the head of a part of a type is written.</summary>
internal sealed record TypeHead(string Keyword, string Name, string TypeParameters)
{
    public string Text => $"partial {Keyword} {Literal.Identifier(Name)}{TypeParameters}";
}

/// <summary>What can be added to a class with mistakes.</summary>
internal enum Extension
{
    /// <summary>Nothing: it, or a type around it, isn't partial.</summary>
    None,

    /// <summary>Members, but no interface: it is static.</summary>
    Members,

    /// <summary>All.</summary>
    All,
}
