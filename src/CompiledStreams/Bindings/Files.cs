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

    /// <summary>A file of delimited text: to be read, or to be appended to. A header is written only where the file is new or empty.</summary>
    /// <param name="path">The file, or a pattern where it is read.</param>
    /// <param name="options">Settings of the format, such as <c>o => o.Delimiter(';')</c>.</param>
    public static FileBinding Delimited(string path, Action<DelimitedOptions>? options = null) => new([path], DelimitedFormat.With(options));

    /// <summary>Files of delimited text to be read one after the other, each with a header where the format has one.</summary>
    /// <param name="paths">The files or patterns, in the order in which they are read.</param>
    /// <param name="options">Settings of the format.</param>
    public static IInput Delimited(IEnumerable<string> paths, Action<DelimitedOptions>? options = null) => new FileBinding(paths, DelimitedFormat.With(options));

    /// <summary>Files that go on growing, such as logs: at the end of the last one the source waits for more, until the run is stopped.</summary>
    /// <remarks>A last line counts as soon as it is ended. A file is done with once a later one is there: the next of the list, or a new file of a pattern whose name comes after it in
    /// ordinal order. A file that gets shorter or is replaced while it is followed stops the run with an error.</remarks>
    /// <param name="files">Made by <see cref="JsonLines(string, Action{JsonLinesOptions}?)"/> or <see cref="Delimited(string, Action{DelimitedOptions}?)"/>; not <c>.gz</c>.</param>
    /// <exception cref="ArgumentException">It is no files.</exception>
    public static IInput Follow(IInput files) =>
        files is FileBinding binding ? binding.Follow() : throw new ArgumentException("Only files can be followed: what Files.JsonLines or Files.Delimited made.", nameof(files));

    /// <summary>A single file that is appended to, and made where there is none. Its end may be cut in the middle of a record when the process is killed; a
    /// run that finds it so ends the line first.</summary>
    /// <param name="path">The file; not <c>.gz</c>.</param>
    /// <param name="format">The format; a header is written only where the file is new or empty.</param>
    public static IOutput Append(string path, Format format) => new FileBinding([path], format);
}
