using CompiledStreams.Compiler.Common;
using CompiledStreams.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompiledStreams.Compiler.Events;

/// <summary>What came of parsing an event.</summary>
/// <param name="Model">The event, or null where nothing is emitted for it: it has problems, or mistakes that the C# compiler reports.</param>
/// <param name="Problems">What is wrong with it; the member of a problem is the field's name.</param>
internal sealed record ParsedEvent(EventModel? Model, EquatableArray<Problem> Problems);

/// <summary>Turns the declaration of an event into its model. Any type that bears the attribute is taken, or there is nobody to say what is wrong with it.</summary>
internal static class EventParser
{
    /// <summary>Parses a type that bears the event attribute.</summary>
    public static ParsedEvent Parse(INamedTypeSymbol type, CancellationToken cancellation = default) => new EventParse(type, [], cancellation).Run();

    /// <summary>Whether codecs are emitted for a type: it is an event, and nothing is wrong with it or with the events in it.</summary>
    public static bool HasCodecs(INamedTypeSymbol type, CancellationToken cancellation = default) => IsEvent(type) && Parse(type, cancellation).Model is not null;

    /// <summary>Whether a type bears the event attribute.</summary>
    public static bool IsEvent(ITypeSymbol type) => Attributes.Find(type, Names.Event) is not null;
}

/// <summary>The parse of one event, inside those of the events that nest it.</summary>
internal sealed class EventParse(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> outer, CancellationToken cancellation)
{
    private readonly List<Problem> _problems = [];
    private bool _isBroken;

    public ParsedEvent Run()
    {
        cancellation.ThrowIfCancellationRequested();
        CheckDeclaration();
        CheckParents();
        CheckGeneratedNames();

        IMethodSymbol? constructor = PrimaryConstructor();
        EquatableArray<FieldModel> fields = Fields(constructor).ToEquatableArray();
        CheckMarks(constructor);
        CheckFields(fields);

        // Half-typed names are the C# compiler's to report.
        _isBroken |= type.Name.Length == 0 || Scopes.Parents(type).Any(parent => parent.Name.Length == 0) || fields.Any(f => f.Name.Length == 0)
            || fields.Select(f => f.Name).Distinct().Count() < fields.Count;
        if (_isBroken || _problems.Count > 0)
            return new ParsedEvent(null, _problems.ToEquatableArray());

        return new ParsedEvent(
            new EventModel(
                type.ToDisplayString(Scopes.Plain),
                type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(Scopes.Escaped),
                Scopes.Parents(type).Select(Scopes.Head).ToEquatableArray(),
                type.Name, type.DeclaredAccessibility == Accessibility.Public, constructor is not null, fields, Scopes.Taken(type))
            {
                IsSetInPlace = constructor is null && IsSetInPlace(fields),
            },
            _problems.ToEquatableArray());
    }

    private void Report(DiagnosticDescriptor rule, string member, Place place, params string[] args) => _problems.Add(Problem.At(rule, member, place, args));

    private void CheckDeclaration()
    {
        bool isStruct = type.TypeKind == TypeKind.Struct && !type.IsRefLikeType;
        if (!isStruct)
            Report(EventRules.NotStruct, "", Place.Name, type.Name, Scopes.Keyword(type));
        else if (Scopes.IsSource(type) && !Scopes.IsPartial(type))
            Report(EventRules.NotPartial, "", Place.Name, type.Name, Scopes.Keyword(type));

        if (type.TypeParameters.Length > 0)
            Report(EventRules.Generic, "", Place.Name, type.Name);

        if (type.IsFileLocal)
            Report(EventRules.Hidden, "", Place.Name, type.Name, "local to its file");
        else if (type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal))
            Report(EventRules.Hidden, "", Place.Name, type.Name, Scopes.Words(type.DeclaredAccessibility));
    }

    private void CheckParents()
    {
        foreach (INamedTypeSymbol parent in Scopes.Parents(type))
        {
            if (parent.TypeParameters.Length > 0)
                Report(EventRules.Parent, "", Place.Name, type.Name, parent.Name, "generic", $"move '{type.Name}' out of it");
            else if (parent.IsFileLocal)
                Report(EventRules.Parent, "", Place.Name, type.Name, parent.Name, "local to its file", $"move '{type.Name}' out of it");
            else if (Scopes.IsSource(parent) && !Scopes.IsPartial(parent))
                Report(EventRules.Parent, "", Place.Name, type.Name, parent.Name, "not partial", $"write 'partial' before its '{Scopes.Keyword(parent)}'");
        }
    }

    private void CheckGeneratedNames()
    {
        foreach (string name in CodecNames.All(type.Name))
        {
            if (Scopes.Beside(type, name).Any(other => !Attributes.IsGenerated(other)) || Scopes.Parents(type).LastOrDefault()?.Name == name)
                Report(EventRules.NameTaken, "", Place.Name, type.Name, name);
        }
    }

    private IMethodSymbol? PrimaryConstructor() => !type.IsRecord
        ? null
        : type.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length > 0 && IsPrimary(c));

    private bool IsPrimary(IMethodSymbol constructor) => Scopes.IsSource(type)
        ? constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax)
        : type.GetMembers("Deconstruct").OfType<IMethodSymbol>().Any(d => d.Parameters.Select(p => p.Name).SequenceEqual(constructor.Parameters.Select(p => p.Name)));

    private IEnumerable<FieldModel> Fields(IMethodSymbol? constructor)
    {
        if (constructor is null)
            return type.GetMembers().Where(IsField).Select(m => Field(m, m)).OfType<FieldModel>();

        foreach (ISymbol required in type.GetMembers().Where(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            Report(EventRules.NotAccessible, required.Name, Place.Name, type.Name + "." + required.Name, "is required, but an event is made by its constructor alone", IsParameter(constructor, required) ? "leave 'required' out" : "make it a parameter of the constructor, or leave 'required' out");

        return constructor.Parameters.Select(p => Field(p, Property(p))).OfType<FieldModel>();
    }

    // The property or field that a parameter of a record's constructor is read by.
    private ISymbol? Property(IParameterSymbol parameter) => type.GetMembers(parameter.Name).FirstOrDefault(m =>
        m is IPropertySymbol { IsStatic: false, GetMethod.DeclaredAccessibility: >= Accessibility.Internal and not Accessibility.Protected }
            or IFieldSymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal });

    private static bool IsParameter(IMethodSymbol constructor, ISymbol member) => constructor.Parameters.Any(p => p.Name == member.Name);

    // What says how a field is written says nothing where there is none.
    private void CheckMarks(IMethodSymbol? constructor)
    {
        foreach (ISymbol member in type.GetMembers().Where(m => m is IPropertySymbol or IFieldSymbol && !m.IsImplicitlyDeclared && !(constructor is null ? IsField(m) : IsParameter(constructor, m))))
        {
            string? mark = Attributes.Find(member, Names.Field) is not null ? "Field" : Attributes.Find(member, Names.Time) is not null ? "Time" : null;
            if (mark is null)
                continue;

            (string why, string advice) = constructor is not null && !member.IsStatic
                ? ("where there is a constructor, its parameters are the fields", "make it a parameter")
                : ("fields are public and can be set", "make it public with get and init");
            Report(EventRules.MarkOnNoField, member.Name, Place.Attribute, type.Name + "." + member.Name, mark, why, $"{advice}, or take the attribute away");
        }
    }

    private static bool IsField(ISymbol member) => member switch
    {
        { IsStatic: true } or { IsImplicitlyDeclared: true } => false,
        IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } => true,
        IPropertySymbol p => !p.IsIndexer && p.DeclaredAccessibility == Accessibility.Public && p.SetMethod is not null && p.ExplicitInterfaceImplementations.IsEmpty,
        IFieldSymbol f => f.DeclaredAccessibility == Accessibility.Public && !f.IsReadOnly && !f.IsConst,
        _ => false,
    };

    private FieldModel? Field(ISymbol declared, ISymbol? member)
    {
        if (declared.Name.Length == 0)
        {
            _isBroken = true;
            return null;
        }

        string path = type.Name + "." + declared.Name;
        if (Unusable(declared, member) is { } unusable)
        {
            Report(EventRules.NotAccessible, declared.Name, Place.Name, path, unusable.What, unusable.Advice);
            return null;
        }

        ITypeSymbol fieldType = declared switch
        {
            IParameterSymbol parameter => parameter.Type,
            IPropertySymbol property => property.Type,
            _ => ((IFieldSymbol)declared).Type,
        };

        ValueParse values = new(type, outer, path, cancellation);
        ValueModel? value = values.Parse(fieldType, Attributes.Find(declared, Names.Time) ?? Attributes.Find(member!, Names.Time));
        _isBroken |= value is null;
        if (values.Problem is { } problem)
            _problems.Add(problem with { Member = declared.Name });

        return value is null ? null : new FieldModel(declared.Name, WireName(declared, member!), value);
    }

    // A constructor of its own without parameters, such as field initializers need, would have to run, and other members be cleared.
    private bool IsSetInPlace(EquatableArray<FieldModel> fields) =>
        type.InstanceConstructors.All(c => c.IsImplicitlyDeclared || c.Parameters.Length > 0)
        && type.GetMembers().OfType<IFieldSymbol>().Count(f => !f.IsStatic) == fields.Count
        && fields.All(f => type.GetMembers(f.Name).FirstOrDefault() is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod.IsInitOnly: false });

    private static (string What, string Advice)? Unusable(ISymbol declared, ISymbol? member)
    {
        (string, string) unread = ("can't be read from outside its event", "make it public with get and init");
        (string, string) unset = ("can't be set from outside its event", "make it public with get and init");
        return (declared, member) switch
        {
            (IParameterSymbol { RefKind: not (RefKind.None or RefKind.In) }, _) => ("is a parameter by reference, and decoders have values", "take it by value"),
            (_, null) => unread,
            (IParameterSymbol, _) => null,
            (IPropertySymbol { GetMethod: null or { DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal) } }, _) => unread,
            (IPropertySymbol { SetMethod: null or { DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal) } }, _) => unset,
            (IFieldSymbol { DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal) }, _) => unset,
            _ => null,
        };
    }

    private string WireName(ISymbol declared, ISymbol member)
    {
        if (Attributes.Argument(Attributes.Find(declared, Names.Field) ?? Attributes.Find(member, Names.Field)) is string name)
            return name;

        int naming = Attributes.Find(type, Names.Event)?.NamedArguments.FirstOrDefault(a => a.Key == "Naming").Value.Value as int? ?? 0;
        return WireNaming.Spell(declared.Name, naming);
    }

    private void CheckFields(EquatableArray<FieldModel> fields)
    {
        if (fields.Count == 0 && _problems.Count == 0 && !_isBroken)
            Report(EventRules.Empty, "", Place.Name, type.Name);

        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        foreach (FieldModel field in fields)
        {
            if (field.WireName.Where((c, i) => char.IsSurrogate(c) && !IsWhole(field.WireName, i)).Any())
                Report(EventRules.WireName, field.Name, Place.Name, type.Name + "." + field.Name);

            if (owners.TryGetValue(field.WireName, out string? owner))
                Report(EventRules.DuplicateWireName, field.Name, Place.Name, type.Name + "." + field.Name, field.WireName, owner);
            else
                owners.Add(field.WireName, field.Name);
        }
    }

    private static bool IsWhole(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
