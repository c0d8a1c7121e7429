using System.Collections.Immutable;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledStreams.Analyzers.Text;

/// <summary>Reports text and arrays of an event that are kept where they outlive it: its bytes are overwritten by the next events.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EscapingViewAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> s_keeping = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "AddOrUpdate", "GetOrAdd", "TryUpdate", "AddFirst", "AddLast", "Insert", "Enqueue", "EnqueueDequeue", "Push", "AddRange", "TryWrite", "Post",
    };

    private static readonly HashSet<string> s_later = new(StringComparer.Ordinal)
    {
        "System.Threading.Tasks.Task", "System.Threading.Tasks.TaskFactory", "System.Threading.ThreadPool", "System.Threading.Thread", "System.Threading.Timer",
    };

    private const string OfView = "a view that ends with its event; keep it in state, or call ToString or ToArray";
    private const string OfOutput = "an output that ends when its operator returns; emit to it before that";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [TextRules.EscapingView];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types)
                return;

            Views views = new(types);
            start.RegisterOperationBlockAction(block => AnalyzeBody(block, types, views));
        });
    }

    private static void AnalyzeBody(OperationBlockAnalysisContext context, KnownTypes types, Views views)
    {
        if (context.OwningSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            || (types.RoleOf(method.ContainingType) != KnownTypes.Role.Pipeline && !types.IsState(method.ContainingType)))
            return;

        foreach (IOperation operation in context.OperationBlocks.SelectMany(Operations.All))
        {
            switch (operation)
            {
                case IAssignmentOperation assignment:
                    Check(assignment.Target, assignment.Value);
                    if (assignment.Target is IPropertyReferenceOperation { Arguments: { IsEmpty: false } keys } indexer)
                    {
                        foreach (IArgumentOperation key in keys)
                            Check(indexer, key.Value);
                    }

                    break;
                case IEventAssignmentOperation subscription:
                    Check(subscription.EventReference, subscription.HandlerValue);
                    break;
                case IInvocationOperation { Instance: { Type.IsValueType: false } receiver } call when s_keeping.Contains(call.TargetMethod.Name):
                    foreach (IArgumentOperation argument in call.Arguments)
                        Check(receiver, argument.Value);
                    break;
                case IInvocationOperation call when s_later.Contains(call.TargetMethod.ContainingType.ToDisplayString()):
                    CheckLater(call.TargetMethod, call.Arguments);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation when s_later.Contains(constructor.ContainingType.ToDisplayString()):
                    CheckLater(constructor, creation.Arguments);
                    break;
            }
        }

        void Check(IOperation target, IOperation value)
        {
            if (Keeper(target) is { } keeper && (views.ViewIn(value) ?? CapturedView(value, views)) is { } view)
                Report(value.Syntax, keeper.Name, keeper.Why, view);
        }

        void CheckLater(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments)
        {
            foreach (IArgumentOperation argument in arguments)
            {
                if ((views.ViewIn(argument.Value) ?? CapturedView(argument.Value, views)) is { } view)
                    Report(argument.Value.Syntax, method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.ContainingType.Name + "." + method.Name, "runs later", view);
            }
        }

        void Report(SyntaxNode at, string keeper, string why, IOperation view) =>
            context.ReportDiagnostic(Diagnostic.Create(TextRules.EscapingView, at.GetLocation(), keeper, why, view.Syntax.ToString(), views.IsOutput(view.Type) ? OfOutput : OfView));
    }

    /// <summary>What keeps a value after the event when it is stored in a target: a static, or the pipeline's object.</summary>
    private static (string Name, string Why)? Keeper(IOperation target)
    {
        IOperation at = Operations.Unwrapped(target);
        while (true)
        {
            switch (at)
            {
                case IMemberReferenceOperation { Member: { IsStatic: true } member }:
                    return (member.ContainingType.Name + "." + member.Name, "is static");
                case IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: false } } member:
                    return (member.Member.ContainingType.Name + "." + member.Member.Name, "belongs to the pipeline");
                case IMemberReferenceOperation { Instance: { } instance }:
                    at = Operations.Unwrapped(instance);
                    break;
                case IArrayElementReferenceOperation element:
                    at = Operations.Unwrapped(element.ArrayReference);
                    break;
                case IConditionalAccessInstanceOperation when Operations.Root(at) is IMemberReferenceOperation root && root != at:
                    at = root;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>A view that a lambda or local function takes along from the method around it.</summary>
    private static IOperation? CapturedView(IOperation value, Views views)
    {
        if (Operations.Unwrapped(value) is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            return null;

        return Operations.All(lambda.Body).FirstOrDefault(o => o switch
        {
            ILocalReferenceOperation local => !IsDeclaredIn(lambda, local.Local) && views.ViewIn(local) is not null,
            IParameterReferenceOperation parameter => !IsDeclaredIn(lambda, parameter.Parameter) && views.ViewIn(parameter) is not null,
            _ => false,
        });
    }

    private static bool IsDeclaredIn(IAnonymousFunctionOperation lambda, ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == lambda.Syntax.SyntaxTree && lambda.Syntax.Span.Contains(r.Span));
}
