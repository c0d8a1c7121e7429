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
        ("System.HashCode", Breach.HashCode, All),
        ("System.IO.Path", Breach.Random, "GetRandomFileName GetTempFileName"),
        ("System.Runtime.CompilerServices.RuntimeHelpers", Breach.HashCode, "GetHashCode"),
        ("System.Security.Cryptography.RandomNumberGenerator", Breach.Random, All),

        ("System.Environment", Breach.Setting, All),
        ("System.Console", Breach.Console, All),
        ("System.IO.File", Breach.File, All),
        ("System.IO.FileInfo", Breach.File, All),
        ("System.IO.FileStream", Breach.File, All),
        ("System.IO.Directory", Breach.File, All),
        ("System.IO.DirectoryInfo", Breach.File, All),
        ("System.IO.DriveInfo", Breach.File, All),
        ("System.IO.Path", Breach.File, "GetTempPath GetFullPath"),
        ("System.Diagnostics.Process", Breach.Process, All),
        ("System.Threading.Thread", Breach.Thread, All),
        ("System.Threading.ThreadPool", Breach.Thread, All),
        ("System.Threading.Tasks.Parallel", Breach.Thread, All),
        ("System.Threading.Tasks.Task", Breach.Thread, "Run Delay Factory"),
        ("System.GC", Breach.Setting, All),
        ("System.AppContext", Breach.Setting, All),
        ("System.AppDomain", Breach.Setting, All),
        ("System.OperatingSystem", Breach.Setting, All),
        ("System.Runtime.InteropServices.RuntimeInformation", Breach.Setting, All),
        ("System.TimeZoneInfo", Breach.TimeZone, "Local"),
        ("System.TimeProvider", Breach.TimeZone, "LocalTimeZone"),
        ("System.DateTime", Breach.TimeZone, "ToLocalTime ToUniversalTime"),
        ("System.DateTimeOffset", Breach.TimeZone, "ToLocalTime LocalDateTime"),
        ("System.Globalization.CultureInfo", Breach.Culture, "CurrentCulture CurrentUICulture DefaultThreadCurrentCulture DefaultThreadCurrentUICulture InstalledUICulture"),
        ("System.Globalization.NumberFormatInfo", Breach.Culture, "CurrentInfo"),
        ("System.Globalization.DateTimeFormatInfo", Breach.Culture, "CurrentInfo"),
        ("System.Globalization.RegionInfo", Breach.Culture, "CurrentRegion"),
        ("System.Net.Dns", Breach.Network, All),
        ("System.Net.Http.HttpClient", Breach.Network, All),
        ("System.Net.Sockets.Socket", Breach.Network, All),
        ("System.Net.Sockets.TcpClient", Breach.Network, All),
        ("System.Net.Sockets.UdpClient", Breach.Network, All),
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
