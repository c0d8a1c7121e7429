using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Whether a reference is written to: itself, an element of it, or a member of what it holds.</summary>
internal static class Writes
{
    public static bool IsWritten(IOperation reference)
    {
        IOperation at = reference;
        while (at.Parent is { } parent)
        {
            switch (parent)
            {
                case IAssignmentOperation assignment:
                    return assignment.Target == at || assignment is ISimpleAssignmentOperation { IsRef: true };
                case IIncrementOrDecrementOperation:
                    return true;
                case IArgumentOperation argument:
                    return argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out;
                case IInvocationOperation call:
                    return call.Instance == at && StaticContents.Changes(call.TargetMethod);
                case IConditionalAccessOperation access:
                    return access.Operation == at && access.WhenNotNull is IInvocationOperation conditional && StaticContents.Changes(conditional.TargetMethod);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } }:
                    return true;
                case ITupleOperation or IParenthesizedOperation or IConversionOperation:
                case IArrayElementReferenceOperation element when element.ArrayReference == at:
                case IMemberReferenceOperation member when member.Instance == at:
                    at = parent;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }
}
