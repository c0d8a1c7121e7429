using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CompiledStreams.Compiler.Parse;

/// <summary>Parses one annotated member.</summary>
internal static class OperatorParser
{
    /// <summary>The member's model; null where it is no operator of the graph.</summary>
    public static OperatorModel? Parse(PipelineParse parse, ISymbol member)
    {
        List<AttributeData> attributes = [.. Operators.Of(member)];
        AttributeData attribute = attributes[0];
        if (attributes.Count > 1)
        {
            parse.Report(PipelineRules.SeveralOperators, member.Name, Place.Name, member.Name, Operators.WrittenName(attribute), Operators.WrittenName(attributes[1]));
            return Broken(member, attribute);
        }

        // The C# compiler reports what has no name yet, and an attribute whose arguments don't bind.
        if (!PipelineParse.IsNamed(member) || attribute.AttributeConstructor is null || attribute.ConstructorArguments.Any(a => a.Kind == TypedConstantKind.Error))
        {
            parse.IsBroken = true;
            return Broken(member, attribute);
        }

        OperatorModel? model = (Operators.NameOf(attribute), member) switch
        {
            (Names.Source, IPropertySymbol property) => SourceParser.Parse(parse, property, attribute),
            (Names.Filter, IMethodSymbol method) => FilterParser.Parse(parse, method, attribute),
            (Names.Map, IMethodSymbol method) => MapParser.Parse(parse, method, attribute),
            (Names.FlatMap, IMethodSymbol method) => FlatMapParser.Parse(parse, method, attribute),
            (Names.KeyBy, IMethodSymbol method) => KeyByParser.Parse(parse, method, attribute),
            (Names.Aggregate, INamedTypeSymbol or IPropertySymbol) => AggregateParser.Parse(parse, member, attribute),
            (Names.Process, IMethodSymbol method) => ProcessParser.Parse(parse, method, attribute),
            (Names.Union, IPropertySymbol property) => UnionParser.Parse(parse, property, attribute),
            (Names.Sink, IPropertySymbol property) => SinkParser.Parse(parse, property, attribute),
            (Names.Parameter, IPropertySymbol property) => ParameterParser.Parse(parse, property),
            _ => WrongTarget(parse),
        };

        if (Operators.NameOf(attribute) == Names.Parameter)
            return null;

        return model ?? Broken(member, attribute);
    }

    // The attribute's targets make it the C# compiler's error.
    private static OperatorModel? WrongTarget(PipelineParse parse)
    {
        parse.IsBroken = true;
        return null;
    }

    private static BrokenModel Broken(ISymbol member, AttributeData attribute)
    {
        List<StreamModel> outputs = [new StreamModel(member.Name, TypeRef.Unknown)];
        if (member is IMethodSymbol method)
            outputs.AddRange(method.Parameters.Skip(1).Select(p => new StreamModel(member.Name + "." + p.Name, TypeRef.Unknown)));

        IEnumerable<string> inputs = Operators.NameOf(attribute) switch
        {
            Names.Union => attribute.Texts(),
            Names.Source => [],
            _ => [attribute.Text(0)],
        };
        return new BrokenModel(member.Name, inputs.ToEquatableArray(), outputs.ToEquatableArray());
    }
}
