namespace CompiledStreams;

/// <summary>Files to read and to write.</summary>
/// <remarks>A path may be a pattern: <c>*</c> and <c>?</c> in the file's name, such as <c>logs/*.jsonl</c>, are every matching file in the ordinal order of names, looked up
/// when the run starts. A name that ends in <c>.gz</c> is decompressed while it is read; offsets in messages are then those of the decompressed bytes. Files that aren't
/// regular, such as a FIFO, are read as they come.</remarks>
public static class Files
{
    /// <summary>A file of JSON lines: to be read, or to be appended to.</summary>
    /// <param name="path">The file, or a pattern where it is read.</param>
    /// <param name="options">Settings of the format.</param>
    public static FileBinding JsonLines(string path, Action<JsonLinesOptions>? options = null) => new([path], JsonLinesFormat.With(options));

    /// <summary>Files of JSON lines to be read one after the other.</summary>
    /// <param name="paths">The files or patterns, in the order in which they are read.</param>
    /// <param name="options">Settings of the format.</param>
    public static IInput JsonLines(IEnumerable<string> paths, Action<JsonLinesOptions>? options = null) => new FileBinding(paths, JsonLinesFormat.With(options));

    /// <summary>A file of delimited text: to be read, or to be appended to. A header is written only where the file is new or empty; a file that
    /// begins with another header isn't appended to.</summary>
    /// <param name="path">The file, or a pattern where it is read.</param>
    /// <param name="options">Settings of the format, such as <c>o => o.Delimiter(';')</c>.</param>
    public static FileBinding Delimited(string path, Action<DelimitedOptions>? options = null) => new([path], DelimitedFormat.With(options));

    /// <summary>Files of delimited text to be read one after the other, each with a header where the format has one.</summary>
    /// <param name="paths">The files or patterns, in the order in which they are read.</param>
    /// <param name="options">Settings of the format.</param>
    public static IInput Delimited(IEnumerable<string> paths, Action<DelimitedOptions>? options = null) => new FileBinding(paths, DelimitedFormat.With(options));

    /// <summary>Files that go on growing, such as logs: at the end of the last one the source waits for more, until the run is stopped.</summary>
    /// <remarks>A last line counts as soon as it is ended. A file is done with once a later one is there: the next of the list, or a new file of a pattern whose name comes after it in
    /// ordinal order. Only the last file may grow: one before it that does, and any that gets shorter or is replaced, stops the run with an error.</remarks>
    /// <param name="files">Made by <see cref="JsonLines(string, Action{JsonLinesOptions}?)"/> or <see cref="Delimited(string, Action{DelimitedOptions}?)"/>; not <c>.gz</c>.</param>
    /// <exception cref="ArgumentException">It is no files.</exception>
    public static IInput Follow(IInput files) =>
        files is FileBinding binding ? binding.Follow() : throw new ArgumentException("Only files can be followed: what Files.JsonLines or Files.Delimited made.", nameof(files));

    /// <summary>A single file that is appended to, and made where there is none.</summary>
    /// <remarks>Its tail may be rewritten. With checkpoints, a run that is started again cuts the file to what the last epoch committed, so a reader may trust only what it saw before
    /// that; who needs to know what is final reads <see cref="Parts"/>. Without, the file may end in the middle of a record when the process is killed, and a run that finds it so ends the
    /// line first.</remarks>
    /// <param name="path">The file; not <c>.gz</c>.</param>
    /// <param name="format">The format; a header is written only where the file is new or empty, and one that is there must have the same columns in the same order.</param>
    public static IOutput Append(string path, Format format) => new FileBinding([path], format);

    /// <summary>A folder of files that are final as soon as they show: <c>part-00-00000000.jsonl</c> and so on, numbered without gaps; in name order they are the output.</summary>
    /// <remarks>
    /// <para>A part is closed when it is long or old enough (<see cref="PartsOptions"/>), when the run stops, and at the end of input; until it shows it is named
    /// <c>.part-….tmp</c>. Where nothing comes there is no part. Where the format has a header, each part has one. One run at a time may write a folder.</para>
    /// <para>With checkpoints a part may span epochs, and shows after the epoch that closed it was committed; the store knows which number is next, and parts of another run are an error.
    /// Without, a part shows when it is closed, and numbers go on behind the parts that are there. What a killed run left open is then cut to its last whole line and shown as a part
    /// by the next run: nothing that reached the disk is lost, though that run may write the same again.</para>
    /// </remarks>
    /// <param name="folder">The folder, made where there is none.</param>
    /// <param name="format">The format.</param>
    /// <param name="options">When a part is full, such as <c>o => o.MaxBytes(1 &lt;&lt; 20)</c>.</param>
    public static IOutput Parts(string folder, Format format, Action<PartsOptions>? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(format);
        PartsOptions chosen = new();
        options?.Invoke(chosen);
        return new PartsBinding(folder, format, chosen);
    }
}
