using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Parse;

/// <summary>An annotated member.</summary>
/// <param name="Name">The member's name, which is the operator's.</param>
/// <param name="Inputs">The names of the streams that it reads; empty text for one that was left out.</param>
internal abstract record OperatorModel(string Name, EquatableArray<string> Inputs)
{
    /// <summary>The kind in words, as messages and the plan have it.</summary>
    public abstract string Kind { get; }

    /// <summary>The streams that it makes, by the names under which they are read.</summary>
    public virtual EquatableArray<StreamModel> Outputs => EquatableArray<StreamModel>.Empty;
}

/// <summary>A stream that an operator makes.</summary>
internal sealed record StreamModel(string Name, TypeRef Type);

/// <summary>A port, or another partial property that the compiler implements.</summary>
/// <param name="Modifiers">Its modifiers without <c>partial</c>, as in the user's text.</param>
/// <param name="Type">Its type as it is written.</param>
/// <param name="Name">Its name.</param>
internal sealed record PropertyModel(string Modifiers, TypeRef Type, string Name)
{
    /// <summary>The head of its other part.</summary>
    public string Head => $"{(Modifiers.Length == 0 ? "" : Modifiers + " ")}partial {Type.Code} {Literal.Identifier(Name)}";
}

/// <summary>An event as its codecs are named.</summary>
/// <param name="Prefix">What stands before the codecs' names, such as <c>global::Shop.</c>.</param>
/// <param name="Name">The event's simple name.</param>
/// <param name="Fields">Its fields, as its field set names them.</param>
internal sealed record EventRef(string Prefix, string Name, EquatableArray<string> Fields);

/// <summary>A user's method as a loop calls it.</summary>
/// <param name="Call">What is called, such as <c>IsPurchase</c>; instance methods are called on the pipeline.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="Event">The event's parameter.</param>
internal sealed record MethodModel(string Call, bool IsStatic, ParameterModel Event);

/// <summary>A parameter that takes the event.</summary>
/// <param name="Type">Its type.</param>
/// <param name="IsIn">Whether it is taken by <c>in</c>.</param>
/// <param name="Reads">The fields that the method reads.</param>
internal sealed record ParameterModel(TypeRef Type, bool IsIn, FieldUse Reads)
{
    public string Argument(string value) => IsIn ? "in " + value : value;
}

internal sealed record SourceModel(string Name, PropertyModel Property, TypeRef Event, EventRef? Codecs, int Formats, int Validate)
    : OperatorModel(Name, EquatableArray<string>.Empty)
{
    public override string Kind => "source";

    public override EquatableArray<StreamModel> Outputs => new([new StreamModel(Name, Event)]);
}

internal sealed record FilterModel(string Name, EquatableArray<string> Inputs, MethodModel Method) : OperatorModel(Name, Inputs)
{
    public override string Kind => "filter";

    public override EquatableArray<StreamModel> Outputs => new([new StreamModel(Name, Method.Event.Type)]);
}

internal sealed record MapModel(string Name, EquatableArray<string> Inputs, MethodModel Method, TypeRef Result) : OperatorModel(Name, Inputs)
{
    public override string Kind => "map";

    public override EquatableArray<StreamModel> Outputs => new([new StreamModel(Name, Result)]);
}

/// <param name="Emits">Its outputs, in the order of its parameters; one is read by the operator's name, several as <c>Name.output</c>.</param>
internal sealed record FlatMapModel(string Name, EquatableArray<string> Inputs, MethodModel Method, EquatableArray<StreamModel> Emits) : OperatorModel(Name, Inputs)
{
    public override string Kind => "flat map";

    public override EquatableArray<StreamModel> Outputs => Emits;
}

internal sealed record KeyByModel(string Name, EquatableArray<string> Inputs, MethodModel Method, KeyModel Key) : OperatorModel(Name, Inputs)
{
    public override string Kind => "key by";

    public override EquatableArray<StreamModel> Outputs => new([new StreamModel(Name, Method.Event.Type)]);
}

/// <summary>An operator that has state.</summary>
/// <param name="State">Its state.</param>
/// <param name="Event">The parameter that takes the event.</param>
internal abstract record StatefulModel(string Name, EquatableArray<string> Inputs, StateModel State, ParameterModel Event) : OperatorModel(Name, Inputs);

/// <summary>A parameter that takes the key.</summary>
/// <param name="Type">Its type.</param>
/// <param name="IsIn">Whether it is taken by <c>in</c>.</param>
internal sealed record KeyParameterModel(TypeRef Type, bool IsIn)
{
    public string Argument(string key) => IsIn ? "in " + key : key;
}

/// <param name="Property">The property that names a shared state, or null where the state is nested.</param>
/// <param name="ResultKey">The key's parameter of Result, or null where it takes none.</param>
internal sealed record AggregateModel(
    string Name, EquatableArray<string> Inputs, StateModel State, ParameterModel Event, PropertyModel? Property, bool WholeStream, int Output,
    TypeRef Result, KeyParameterModel? ResultKey) : StatefulModel(Name, Inputs, State, Event)
{
    public override string Kind => "aggregate";

    public override EquatableArray<StreamModel> Outputs => new([new StreamModel(Name, Result)]);
}

/// <param name="Method">The method.</param>
/// <param name="Key">The key's parameter, or null where it takes none.</param>
/// <param name="Emits">Its outputs, in the order of its parameters.</param>
/// <param name="Removes">Whether it says after each event what becomes of the state.</param>
internal sealed record ProcessModel(
    string Name, EquatableArray<string> Inputs, StateModel State, MethodModel Method, KeyParameterModel? Key, EquatableArray<OutputModel> Emits, bool Removes)
    : StatefulModel(Name, Inputs, State, Method.Event)
{
    public override string Kind => "process";

    public override EquatableArray<StreamModel> Outputs => Emits.Select(o => o.Stream).ToEquatableArray();
}

/// <summary>An output of an operator that has a loop of its own.</summary>
/// <param name="FullName">Operator and parameter, such as <c>Detect.raised</c>: the stream's name too, unless it is the only one.</param>
/// <param name="Stream">The stream.</param>
internal sealed record OutputModel(string FullName, StreamModel Stream);

internal sealed record UnionModel(string Name, EquatableArray<string> Inputs, PropertyModel Property, TypeRef Event) : OperatorModel(Name, Inputs)
{
    public override string Kind => "union";

    public override EquatableArray<StreamModel> Outputs => new([new StreamModel(Name, Event)]);
}

internal sealed record SinkModel(string Name, EquatableArray<string> Inputs, PropertyModel Property, TypeRef Event, EventRef? Codecs, int Takes) : OperatorModel(Name, Inputs)
{
    public override string Kind => "sink";
}

/// <summary>A member whose shape is wrong: it was reported, and nothing that reads it is.</summary>
internal sealed record BrokenModel(string Name, EquatableArray<string> Inputs, EquatableArray<StreamModel> Emits) : OperatorModel(Name, Inputs)
{
    public override string Kind => "operator";

    public override EquatableArray<StreamModel> Outputs => Emits;
}
