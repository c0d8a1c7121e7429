using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompiledStreams.Compiler.Diagnostics;

/// <summary>A problem with its place as numbers: for the generator, whose steps hold no symbol and no text.</summary>
internal sealed record PlacedProblem(Problem Problem, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static PlacedProblem Of(Problem problem, INamedTypeSymbol type, CancellationToken cancellation)
    {
        Location place = ProblemReporter.ToDiagnostic(problem, type, cancellation).Location;
        FileLinePositionSpan lines = place.GetLineSpan();
        return new PlacedProblem(problem, lines.Path, place.SourceSpan, lines.Span);
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Problem.Rule, Location.Create(Path, Span, Lines), ProblemReporter.Properties(Problem), [.. Problem.Args]);
}
