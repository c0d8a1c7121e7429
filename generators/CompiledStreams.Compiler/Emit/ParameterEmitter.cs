using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Parse;
using CompiledStreams.Compiler.Plan;

namespace CompiledStreams.Compiler.Emit;

/// <summary>Writes how a pipeline's parameters are set from outside its code.</summary>
internal static class ParameterEmitter
{
    public static void Emit(SourceWriter writer, PipelinePlan plan, LaneNames names)
    {
        EquatableArray<PipelineParameterModel> parameters = plan.Pipeline.Parameters;
        if (parameters.Count == 0)
            return;

        NameScope locals = names.Locals;
        string values = locals.Unique("values");
        using (writer.Braces($"void §IParametrized.SetParameters(§ParameterValues {values})"))
        {
            foreach (PipelineParameterModel parameter in parameters)
                EmitSet(writer, names, parameter, values, locals);
        }

        writer.Line();
        foreach (PipelineParameterModel parameter in parameters.Where(IsSet))
            EmitSetter(writer, names, parameter);
    }

    private static bool IsSet(PipelineParameterModel parameter) => parameter.Reading is ParameterReading.Parsed or ParameterReading.Enum;

    private static void EmitSet(SourceWriter writer, LaneNames names, PipelineParameterModel parameter, string values, NameScope locals)
    {
        string asked = $"({Literal.Of(parameter.Name)}, isRequired: {(parameter.IsRequired ? "true" : "false")}, ";
        if (!IsSet(parameter))
        {
            string reason = parameter.Reading == ParameterReading.NoSetter ? "has no 'init' accessor" : $"is of type '{parameter.Type.Name}', which no text stands for";
            writer.Line($"{values}.Refuse{asked}{Literal.Of(reason)});");
            return;
        }

        string method = parameter.Reading == ParameterReading.Enum ? "TryGetEnum" : "TryGet";
        string local = locals.Unique(NameScope.Local(parameter.Name));
        writer.Line($"if ({values}.{method}<{parameter.Type.Code}>{asked}out var {local}))");
        using (writer.Indented())
            writer.Line($"{names.Setter(parameter.Name)}(this, {local});");
    }

    /// <summary>C# calls an <c>init</c> accessor while the object is made, and the pipeline is made where its services are known: this calls it afterwards, before any run.</summary>
    private static void EmitSetter(SourceWriter writer, LaneNames names, PipelineParameterModel parameter) => writer.Lines($"""
        /// <summary>Sets {Xml.Text(parameter.Name)}, which C# allows only while the pipeline is made.</summary>
        [global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = {Literal.Of("set_" + parameter.Name)})]
        private static extern void {names.Setter(parameter.Name)}({names.Type} pipeline, {parameter.SetterType} value);

        """);
}
