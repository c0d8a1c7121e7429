using Microsoft.CodeAnalysis;

namespace CompiledStreams.Analyzers.Determinism;

/// <summary>The framework's members that give something else at another time or on another machine.</summary>
internal sealed class ApiTable
{
    private const string All = "*";

    private static readonly (string Type, Breach Breach, string Members)[] s_apis =
    [
        ("System.DateTime", Breach.Clock, "Now UtcNow Today"),
        ("System.DateTimeOffset", Breach.Clock, "Now UtcNow"),
        ("System.Environment", Breach.Clock, "TickCount TickCount64"),
        ("System.TimeProvider", Breach.Clock, "GetUtcNow GetLocalNow GetTimestamp GetElapsedTime CreateTimer"),
        ("System.Diagnostics.Stopwatch", Breach.Clock, All),
        ("System.Threading.Timer", Breach.Clock, All),
        ("System.Timers.Timer", Breach.Clock, All),

        ("System.Guid", Breach.Random, "NewGuid CreateVersion7"),
        ("System.Random", Breach.Random, "Shared"),
        ("System.HashCode", Breach.Random, All),
        ("System.IO.Path", Breach.Random, "GetRandomFileName GetTempFileName"),
        ("System.Runtime.CompilerServices.RuntimeHelpers", Breach.Random, "GetHashCode"),
        ("System.Security.Cryptography.RandomNumberGenerator", Breach.Random, All),

        ("System.Environment", Breach.Environment, All),
        ("System.Console", Breach.Environment, All),
        ("System.IO.File", Breach.Environment, All),
        ("System.IO.FileInfo", Breach.Environment, All),
        ("System.IO.FileStream", Breach.Environment, All),
        ("System.IO.Directory", Breach.Environment, All),
        ("System.IO.DirectoryInfo", Breach.Environment, All),
        ("System.IO.DriveInfo", Breach.Environment, All),
        ("System.IO.Path", Breach.Environment, "GetTempPath GetFullPath"),
        ("System.Diagnostics.Process", Breach.Environment, All),
        ("System.Threading.Thread", Breach.Environment, All),
        ("System.Threading.ThreadPool", Breach.Environment, All),
        ("System.Threading.Tasks.Parallel", Breach.Environment, All),
        ("System.Threading.Tasks.Task", Breach.Environment, "Run Delay Factory"),
        ("System.GC", Breach.Environment, All),
        ("System.AppContext", Breach.Environment, All),
        ("System.AppDomain", Breach.Environment, All),
        ("System.OperatingSystem", Breach.Environment, All),
        ("System.Runtime.InteropServices.RuntimeInformation", Breach.Environment, All),
        ("System.TimeZoneInfo", Breach.Environment, "Local"),
        ("System.TimeProvider", Breach.Environment, "LocalTimeZone"),
        ("System.DateTime", Breach.Environment, "ToLocalTime ToUniversalTime"),
        ("System.DateTimeOffset", Breach.Environment, "ToLocalTime LocalDateTime"),
        ("System.Globalization.CultureInfo", Breach.Environment, "CurrentCulture CurrentUICulture DefaultThreadCurrentCulture DefaultThreadCurrentUICulture InstalledUICulture"),
        ("System.Globalization.NumberFormatInfo", Breach.Environment, "CurrentInfo"),
        ("System.Globalization.DateTimeFormatInfo", Breach.Environment, "CurrentInfo"),
        ("System.Globalization.RegionInfo", Breach.Environment, "CurrentRegion"),
        ("System.Net.Dns", Breach.Environment, All),
        ("System.Net.Http.HttpClient", Breach.Environment, All),
        ("System.Net.Sockets.Socket", Breach.Environment, All),
        ("System.Net.Sockets.TcpClient", Breach.Environment, All),
        ("System.Net.Sockets.UdpClient", Breach.Environment, All),
    ];

    private readonly Dictionary<INamedTypeSymbol, List<(Breach Breach, string[] Members)>> _types = new(SymbolEqualityComparer.Default);

    public ApiTable(Compilation compilation)
    {
        foreach ((string name, Breach breach, string members) in s_apis)
        {
            if (compilation.GetTypeByMetadataName(name) is not { } type)
                continue;

            if (!_types.TryGetValue(type, out List<(Breach, string[])>? entries))
                _types.Add(type, entries = []);

            entries.Add((breach, members.Split(' ')));
        }
    }

    /// <summary>What using a member of another assembly breaches, if anything. The first entry that names the member decides.</summary>
    public Breach? Of(ISymbol member)
    {
        if (member.ContainingType is not { } type || !_types.TryGetValue(type.OriginalDefinition, out List<(Breach Breach, string[] Members)>? entries))
            return null;

        foreach ((Breach breach, string[] members) in entries)
        {
            if (members[0] == All || members.Contains(member.Name))
                return breach;
        }

        return null;
    }
}
