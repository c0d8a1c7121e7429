namespace CompiledStreams;

/// <summary>Reads the format of a port: its name, and the settings that the format has.</summary>
internal static class FormatConfiguration
{
    private const string Accepted = "jsonl, csv, tsv or delimited";

    /// <summary>The keys of a port that belong to its format.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["Format", "Delimiter", "Header", "Columns", "Times", "MaxRecordBytes"];

    /// <param name="port">The port's key.</param>
    /// <param name="path">The file that is read or written: its extension says the format where the configuration doesn't.</param>
    public static Format Read(ConfigurationNode port, string path)
    {
        ConfigurationNode format = port["Format"];
        string name = format.Exists ? format.Required(Accepted).ToUpperInvariant() : Extension(path);
        return name switch
        {
            "JSONL" => JsonLines(port),
            "CSV" or "DELIMITED" => Delimited(port, ','),
            "TSV" => Delimited(port, '\t'),
            _ => throw format.Wrong(Accepted),
        };
    }

    /// <summary>The error of a format that doesn't fit the port's event: names the key that asks for what it can't have.</summary>
    public static PipelineConfigurationException Unfit(ConfigurationNode port, Exception mistake)
    {
        string reason = mistake.Message.TrimEnd('.');
        if (mistake is TimeFormException time)
            return port["Times"][time.Field].Unfit(reason);

        string[] keys = mistake is NotSupportedException ? ["Format"] : ["Columns", "Delimiter", "Format"];
        return Array.Find(keys, key => port[key].Exists) is { } asking ? port[asking].Unfit(reason) : port.Error($"is delimited text by its file's name: {reason}");
    }

    private static string Extension(string path)
    {
        string plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(plain).ToUpperInvariant() switch { ".CSV" => "CSV", ".TSV" => "TSV", _ => "JSONL" };
    }

    private static JsonLinesFormat JsonLines(ConfigurationNode port)
    {
        Refuse(port, "JSON lines", "Delimiter", "Header", "Columns");
        port["Times"].RefuseText("a section with a key for each time, the field's name");
        return JsonLinesFormat.With(options =>
        {
            foreach (ConfigurationNode time in port["Times"].Children)
                options.Time(time.Name, time.Required("s, ms, us, iso, or a form such as yyyyMMdd"));

            SetMaxRecordBytes(port, bytes => options.MaxRecordBytes(bytes));
        });
    }

    private static DelimitedFormat Delimited(ConfigurationNode port, char usual)
    {
        Refuse(port, "delimited text (a time's form stands in Columns, as name:form)", "Times");
        if (usual == '\t')
            Refuse(port, "tsv (its delimiter is the tab)", "Delimiter");

        if (port["Columns"].Exists && port["Header"].Boolean() == true)
            throw port["Header"].Error($"contradicts '{port["Columns"].Path}': where columns are listed, the first line is a record; remove one of them");

        return DelimitedFormat.With(options =>
        {
            SetDelimiter(options, port["Delimiter"], usual);
            if (port["Header"].Boolean() is { } hasHeader)
                _ = hasHeader ? options.WithHeader() : options.WithoutHeader();
            if (port["Columns"] is { Exists: true } columns)
                options.Columns(Columns(columns));
            SetMaxRecordBytes(port, bytes => options.MaxRecordBytes(bytes));
        });
    }

    private static void SetDelimiter(DelimitedOptions options, ConfigurationNode delimiter, char usual)
    {
        const string Delimiters = "one ASCII character that is no quote, letter or digit, or the word tab or blank";
        string text = delimiter.Exists ? delimiter.Text ?? "" : usual.ToString();
        if (text.Equals("blank", StringComparison.OrdinalIgnoreCase))
            options.Blank();
        else if (text.Equals("tab", StringComparison.OrdinalIgnoreCase))
            options.Delimiter('\t');
        else
            Set(delimiter, Delimiters, () => options.Delimiter(text.Length == 1 ? text[0] : throw delimiter.Wrong(Delimiters)));
    }

    /// <summary>A list, or one text with commas.</summary>
    private static string[] Columns(ConfigurationNode columns)
    {
        List<string> names = columns.Texts("the columns' names, as a list or with commas between them");
        return columns.Text is { } text ? text.Split(',', StringSplitOptions.TrimEntries) : [.. names];
    }

    private static void SetMaxRecordBytes(ConfigurationNode port, Action<int> set)
    {
        const string Bytes = "the longest record in bytes, 1 to 1 GiB";
        ConfigurationNode limit = port["MaxRecordBytes"];
        if (limit.Integer(Bytes) is { } bytes)
            Set(limit, Bytes, () => set(bytes));
    }

    /// <summary>Makes a setting; where the format's options refuse it, the error names the key.</summary>
    private static void Set(ConfigurationNode node, string accepted, Action set)
    {
        try
        {
            set();
        }
        catch (ArgumentException)
        {
            throw node.Wrong(accepted);
        }
    }

    private static void Refuse(ConfigurationNode port, string format, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            if (port[key].Exists)
                throw port[key].Error($"means nothing to {format}; remove it, or set '{port["Format"].Path}'");
        }
    }
}
