using CompiledStreams.Compiler.Common;

namespace CompiledStreams.Compiler.Parse;

/// <summary>The fields of an event that are read.</summary>
/// <param name="All">Whether any field may be.</param>
/// <param name="Names">Else their names, sorted; members that are no fields were turned into <see cref="All"/>.</param>
internal sealed record FieldUse(bool All, EquatableArray<string> Names)
{
    public static FieldUse Everything { get; } = new(true, EquatableArray<string>.Empty);

    public static FieldUse None { get; } = new(false, EquatableArray<string>.Empty);

    public static FieldUse Of(IEnumerable<string> names) =>
        new(false, names.Distinct().OrderBy(n => n, StringComparer.Ordinal).ToEquatableArray());

    public FieldUse With(FieldUse other) => All || other.All ? Everything : Of(Names.Concat(other.Names));

    public bool Reads(string field) => All || Names.Contains(field);
}
