using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledStreams.Analyzers;

/// <summary>Questions about the operations of a body that several rules ask.</summary>
internal static class Operations
{
    /// <summary>The operations of a body, outer ones first, lambdas and local functions included and what <c>nameof</c> names left out.</summary>
    public static IEnumerable<IOperation> All(IOperation root)
    {
        Stack<IOperation> open = new();
        open.Push(root);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            yield return operation;
            if (operation is INameOfOperation)
                continue;

            foreach (IOperation child in operation.ChildOperations.Reverse())
                open.Push(child);
        }
    }

    /// <summary>The part of an operation to underline: of a call its name, without the arguments.</summary>
    public static SyntaxNode Place(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax call => call.Expression,
        SyntaxNode other => other,
    };

    public static IOperation Unwrapped(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IParenthesizedOperation inner:
                    operation = inner.Operand;
                    break;
                case IConversionOperation { OperatorMethod: null } inner:
                    operation = inner.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Where an object or an element is reached from: the <c>s_totals</c> of <c>s_totals.ByDay[3].Count</c>.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (true)
        {
            operation = Unwrapped(operation);
            IOperation? inner = operation switch
            {
                IFieldReferenceOperation field => field.Instance,
                IPropertyReferenceOperation property => property.Instance,
                IArrayElementReferenceOperation element => element.ArrayReference,
                IConditionalAccessInstanceOperation => ConditionalReceiver(operation),
                _ => null,
            };
            if (inner is null)
                return operation;

            operation = inner;
        }
    }

    private static IOperation? ConditionalReceiver(IOperation instance)
    {
        for (IOperation? at = instance; at is not null; at = at.Parent)
        {
            if (at.Parent is IConditionalAccessOperation access && access.WhenNotNull == at)
                return access.Operation;
        }

        return null;
    }
}
