using System.Text;

namespace CompiledStreams.Compiler.Common;

/// <summary>Writes C# text: it owns the indentation and closes the blocks that it opened.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _blank = true;

    /// <summary>Writes one line, or an empty one.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', _indent * 4).Append(line);
        else if (_blank)
            return this;

        _text.Append('\n');
        _blank = line.Length == 0;
        return this;
    }

    /// <summary>Writes the lines of a raw string, each indented.</summary>
    public SourceWriter Lines(string lines)
    {
        foreach (string line in lines.Replace("\r\n", "\n").Split('\n'))
            Line(line.TrimEnd());

        return this;
    }

    /// <summary>Opens a block under a head: disposing the result closes it.</summary>
    public Block Braces(string head = "", string tail = "")
    {
        if (head.Length > 0)
            Lines(head);

        Line("{");
        _indent++;
        _blank = true;
        return new Block(this, tail);
    }

    /// <summary>Indents what follows: disposing the result ends it.</summary>
    public Block Indented()
    {
        _indent++;
        return new Block(this, null);
    }

    public override string ToString() => _text.ToString();

    private void Close(string? tail)
    {
        _indent--;
        if (tail is null)
            return;

        RemoveBlankLine();
        Line("}" + tail);
    }

    private void RemoveBlankLine()
    {
        if (_text.Length >= 2 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n')
            _text.Length--;
    }

    /// <summary>An open block.</summary>
    internal readonly struct Block(SourceWriter writer, string? tail) : IDisposable
    {
        public void Dispose() => writer.Close(tail);
    }
}
