using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>Reads one body: what it breaches by itself, and which bodies it calls.</summary>
internal sealed class BodyReader(Compilation compilation, KnownTypes types, ApiTable apis, HashCodes hashes, StaticContents contents, CancellationToken cancellation)
{
    private readonly List<Finding> _findings = [];
    private readonly List<Call> _calls = [];
    private bool _changesThis;

    public void Read(IOperation body)
    {
        foreach (IOperation operation in Operations.All(body))
        {
            cancellation.ThrowIfCancellationRequested();
            Visit(operation);
        }
    }

    public Facts ToFacts() => new([.. _findings.Where(f => !_findings.Any(inner => inner != f && inner.Breach == f.Breach && IsInside(inner.At, f.At)))], _calls, _changesThis);

    private static bool IsInside(SyntaxNode inner, SyntaxNode outer) => inner != outer && outer.Span.Contains(inner.Span);

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation field:
                ReadField(field);
                break;
            case IPropertyReferenceOperation property:
                ReadProperty(property);
                break;
            case IEventReferenceOperation e:
                if (e.Member.IsStatic)
                    Find(Breach.WritesStatic, e.Member, e);
                else if (IsPipeline(e.Instance))
                    Find(Breach.Instance, e.Member, e);
                break;
            case IParameterReferenceOperation parameter:
                ReadCapturedParameter(parameter);
                break;
            case IInvocationOperation call:
                ReadCall(call);
                break;
            case IMethodReferenceOperation method:
                if (!FindApi(method.Method, method))
                    AddCall(method.Method, method.Instance, method);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                ReadCreation(constructor, creation);
                break;
            case IInterpolationOperation interpolation when Cultures.IsRead(interpolation):
                Find(Breach.Culture, "CultureInfo.CurrentCulture", interpolation);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                AddCall(method, null, operation);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                AddCall(method, null, operation);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                AddCall(method, null, operation);
                break;
            case ICompoundAssignmentOperation { OperatorMethod: { } method }:
                AddCall(method, null, operation);
                break;
            case IIncrementOrDecrementOperation { OperatorMethod: { } method }:
                AddCall(method, null, operation);
                break;
        }
    }

    private void ReadField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (field.IsConst)
            return;

        if (field.IsStatic)
        {
            ReadStatic(field, field.Type, reference, canBeSet: !field.IsReadOnly);
            return;
        }

        if (IsPipeline(reference.Instance))
            Find(Breach.Instance, field, reference);
        else if (Operations.Root(reference) is IInstanceReferenceOperation && Writes.IsWritten(reference))
            _changesThis = true;
    }

    private void ReadProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (FindApi(property, reference))
            return;

        bool isOurs = IsOurs(property);
        bool isStored = isOurs && IsStored(property);
        bool isWritten = Writes.IsWritten(reference);
        if (property.IsStatic && (isStored || !isOurs))
            ReadStatic(property, property.Type, reference, canBeSet: property.SetMethod is { IsInitOnly: false });
        else if (!property.IsStatic && isStored && IsPipeline(reference.Instance) && !types.IsParameter(property))
            Find(Breach.Instance, property, reference);
        else if (!property.IsStatic && isWritten && Operations.Root(reference) is IInstanceReferenceOperation)
            _changesThis = true;

        if (!isOurs)
            return;

        if (property.GetMethod is { } getter && HasBody(getter))
            AddCall(getter, reference.Instance, reference);

        if (isWritten && property.SetMethod is { } setter && HasBody(setter))
            AddCall(setter, reference.Instance, reference);
    }

    private void ReadStatic(ISymbol member, ITypeSymbol type, IOperation reference, bool canBeSet)
    {
        if (Writes.IsWritten(reference))
            Find(Breach.WritesStatic, member, reference);
        else if (canBeSet || contents.CanChange(member, type, cancellation))
            Find(Breach.ReadsStatic, member, reference);
        else if (IsOurs(member))
            _calls.Add(new Call(member, IsVirtual: false, OnStatic: null, Operations.Place(reference)));
    }

    // A service that the pipeline's primary constructor takes: using it in a member makes it a hidden field.
    private void ReadCapturedParameter(IParameterReferenceOperation reference)
    {
        if (reference.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && types.RoleOf(constructor.ContainingType) == KnownTypes.Role.Pipeline
            && reference.Syntax.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)
            Find(Breach.Instance, reference.Parameter.Name, reference);
    }

    private void ReadCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (FindApi(method, call))
            return;

        if (method.Name == nameof(GetHashCode) && method.Parameters.IsEmpty && call.Instance is not null && hashes.IsRandomised(call.Instance.Type))
            Find(Breach.HashCode, Display(call.Instance.Type!, method.Name), call);
        else if (Cultures.IsRead(call))
            Find(Breach.Culture, "CultureInfo.CurrentCulture", call);
        else if (method.ContainingType.ToDisplayString() == "System.Random" && call.Instance is not null && !IsLocal(Operations.Root(call.Instance)))
            Find(Breach.Random, method, call);
        else
            AddCall(method, call.Instance, call);
    }

    private void ReadCreation(IMethodSymbol constructor, IObjectCreationOperation creation)
    {
        if (FindApi(constructor, creation))
            return;

        // A seeded source gives the same numbers each time.
        if (constructor.ContainingType.ToDisplayString() == "System.Random" && constructor.Parameters.IsEmpty)
            Find(Breach.Random, constructor, creation);
        else
            AddCall(constructor, null, creation);
    }

    private bool FindApi(ISymbol member, IOperation at)
    {
        if (apis.Of(member) is not { } breach)
            return false;

        Find(breach, member, at);
        return true;
    }

    private void AddCall(IMethodSymbol method, IOperation? instance, IOperation at)
    {
        if (!IsOurs(method) || method.MethodKind == MethodKind.LocalFunction)
            return;

        string? onStatic = instance is null ? null : Operations.Root(instance) switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true } field } => Display(field),
            IPropertyReferenceOperation { Property: { IsStatic: true } property } => Display(property),
            _ => null,
        };
        bool isVirtual = (method.IsVirtual || method.IsAbstract || method.IsOverride) && instance?.Syntax is not BaseExpressionSyntax;
        _calls.Add(new Call(method, isVirtual, onStatic, Operations.Place(at)));
    }

    private void Find(Breach breach, ISymbol member, IOperation at) => Find(breach, Display(member), at);

    private void Find(Breach breach, string what, IOperation at) => _findings.Add(new Finding(breach, what, Operations.Place(at)));

    private bool IsOurs(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, compilation.Assembly);

    private bool IsPipeline(IOperation? instance) =>
        instance?.Type is INamedTypeSymbol type && types.RoleOf(type) == KnownTypes.Role.Pipeline;

    private static bool IsLocal(IOperation root) => root is ILocalReferenceOperation or IParameterReferenceOperation or IObjectCreationOperation;

    private static bool IsStored(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
        || property is { IsPartialDefinition: true, PartialImplementationPart: null };

    // One that is overridden or implemented may have its body there.
    private static bool HasBody(IMethodSymbol accessor) => accessor.IsVirtual || accessor.IsAbstract || accessor.IsOverride || accessor.DeclaringSyntaxReferences.Any(r =>
        r.GetSyntax() is ArrowExpressionClauseSyntax or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null });

    private static string Display(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => "new " + member.ContainingType.Name,
        _ => Display(member.ContainingType, member.Name),
    };

    private static string Display(ITypeSymbol type, string member) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "." + member;
}
