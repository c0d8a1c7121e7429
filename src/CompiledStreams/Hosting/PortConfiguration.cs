namespace CompiledStreams;

/// <summary>Reads what a source or a sink is bound to.</summary>
internal static class PortConfiguration
{
    private const string Paths = "a path, a pattern such as logs/*.jsonl, or a list of them";

    private static readonly string[] s_source = ["Files", "Follow", "OnError", .. FormatConfiguration.Keys];
    private static readonly string[] s_sink = ["Append", "Parts", .. FormatConfiguration.Keys];

    /// <summary>The files that a source reads.</summary>
    public static IInput Input(ConfigurationNode port)
    {
        port.AllowOnly("a source", s_source);
        List<string> files = port["Files"].Texts(Paths);
        return new FileBinding(files, FormatConfiguration.Read(port, files[0]), port["Follow"].Boolean() ?? false);
    }

    /// <summary>Where a sink writes.</summary>
    public static IOutput Output(ConfigurationNode port)
    {
        port.AllowOnly("a sink", s_sink);
        if (port["Parts"].Exists)
        {
            if (port["Append"].Exists)
                throw port.Error("has both Append and Parts; a sink writes one or the other");

            string folder = port["Parts"].Required("the folder of the parts");
            return Files.Parts(folder, FormatConfiguration.Read(port, folder));
        }

        string path = port["Append"].Required("the path of a file to append to, or give Parts, a folder");
        return Files.Append(path, FormatConfiguration.Read(port, path));
    }

    /// <summary>What becomes of a source's bad records.</summary>
    public static OnError OnBadRecord(ConfigurationNode port)
    {
        const string Accepted = "stop, skip, or a section with DeadLetter, the path of a file of JSON lines";
        ConfigurationNode onError = port["OnError"];
        onError.AllowOnly("OnError", ["DeadLetter"]);
        if (!onError.Exists)
            return OnError.Stop;
        if (onError.Children.Any())
            return OnError.DeadLetter(Files.Append(onError["DeadLetter"].Required("the path of a file of JSON lines"), Format.JsonLines));

        return onError.Text!.ToUpperInvariant() switch
        {
            "STOP" => OnError.Stop,
            "SKIP" => OnError.Skip,
            _ => throw onError.Wrong(Accepted),
        };
    }
}
