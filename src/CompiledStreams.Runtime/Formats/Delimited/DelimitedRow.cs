using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>One record cut into its fields, which lie in the array that it was read from.</summary>
/// <remarks>Quoting is that of RFC 4180: a field that begins with a quote ends at the next quote that isn't doubled, and may hold delimiters and line ends.
/// A quote elsewhere in a field is text. A line ends with LF or CRLF; the last line of an input needs no line end.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DelimitedRow
{
    private const byte Quote = (byte)'"';
    private const byte LineFeed = (byte)'\n';
    private const byte Return = (byte)'\r';

    private readonly byte _delimiter;
    private readonly bool _collapsesBlanks;
    private DelimitedCell[] _cells = new DelimitedCell[8];
    private byte[] _array = [];
    private int _end;
    private bool _isFinal;

    internal DelimitedRow(DelimitedFormat format)
    {
        _delimiter = format.Delimiter;
        _collapsesBlanks = format.CollapsesBlanks;
    }

    /// <summary>Where the record begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where the record ends, its line end not counted.</summary>
    public int End { get; private set; }

    /// <summary>Where the next record begins.</summary>
    public int Next { get; private set; }

    /// <summary>Line ends in the record, its own included.</summary>
    public int Lines { get; private set; }

    /// <summary>How many fields it has.</summary>
    public int Count { get; private set; }

    /// <summary>Where the field begins that broke the row.</summary>
    internal int BrokenAt { get; private set; }

    /// <summary>The column that broke the row.</summary>
    internal int BrokenColumn { get; private set; }

    /// <summary>What broke the row.</summary>
    internal string BrokenBy { get; private set; } = "";

    /// <summary>The array that it lies in.</summary>
    public byte[] Array => _array;

    /// <summary>A field of it.</summary>
    /// <param name="column">From 0; less than <see cref="Count"/>.</param>
    public ref readonly DelimitedCell this[int column] => ref _cells[column];

    /// <summary>Reads the record that begins at a position.</summary>
    internal RowStatus Read(byte[] array, int position, int end, bool isFinal)
    {
        _array = array;
        _end = end;
        _isFinal = isFinal;
        Start = position;
        Lines = 0;
        Count = 0;
        return _collapsesBlanks ? ReadBlanks() : ReadDelimited();
    }

    /// <summary>Its fields as names of columns: without the blanks around them.</summary>
    internal string[] Names()
    {
        string[] names = new string[Count];
        for (int i = 0; i < names.Length; i++)
        {
            DelimitedCell cell = _cells[i];
            string name = Encoding.UTF8.GetString(_array, cell.Start, cell.End - cell.Start);
            names[i] = (cell.Kind == CellKind.Escaped ? name.Replace("\"\"", "\"", StringComparison.Ordinal) : name).Trim(' ', '\t');
        }

        return names;
    }

    private RowStatus ReadDelimited()
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(_array);
        int field = Start;
        int block = field;
        uint hits = ByteMask.Of(ref start, block, _end, _delimiter, LineFeed, Quote);
        while (true)
        {
            while (hits == 0)
            {
                block += ByteMask.Width;
                if (block >= _end)
                    return _isFinal ? FinishPlain(field, _end, _end) : RowStatus.NeedMore;

                hits = ByteMask.Of(ref start, block, _end, _delimiter, LineFeed, Quote);
            }

            int at = block + BitOperations.TrailingZeroCount(hits);
            hits &= hits - 1;
            byte hit = _array[at];
            if (hit == _delimiter)
            {
                Add(new DelimitedCell(field, at, CellKind.Plain));
                field = at + 1;
            }
            else if (hit == LineFeed)
            {
                Lines++;
                return FinishPlain(field, at, at + 1);
            }
            else if (at == field)
            {
                RowStatus? finished = ReadQuoted(ref field);
                if (finished is { } status)
                    return status;

                block = field;
                hits = ByteMask.Of(ref start, block, _end, _delimiter, LineFeed, Quote);
            }
        }
    }

    /// <summary>Reads a field that begins with a quote, and moves on to the next one; the row's status where it ends with this field.</summary>
    private RowStatus? ReadQuoted(ref int field)
    {
        int opening = field;
        int closing = FindClosingQuote(opening + 1, out CellKind kind);
        if (closing < 0)
            return _isFinal ? Broken(opening, Count, "has a quote that is never closed; close it, or double it where it is text") : RowStatus.NeedMore;

        int after = closing + 1;
        Add(new DelimitedCell(opening + 1, closing, kind));
        if (after < _end && _array[after] == _delimiter)
        {
            field = after + 1;
            return null;
        }

        if (after < _end && _array[after] == Return)
            after++;

        if (after == _end)
            return _isFinal ? Finish(closing + 1, _end) : RowStatus.NeedMore;

        if (_array[after] != LineFeed)
            return Broken(opening, Count - 1, "goes on after its closing quote; double a quote that is text");

        Lines++;
        return Finish(closing + 1, after + 1);
    }

    /// <summary>The next quote that isn't doubled, or -1 where the bytes in hand end first.</summary>
    private int FindClosingQuote(int position, out CellKind kind)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(_array);
        kind = CellKind.Quoted;
        int doubled = -1;
        for (int block = position; block < _end; block += ByteMask.Width)
        {
            for (uint hits = ByteMask.Of(ref start, block, _end, Quote, LineFeed, Quote); hits != 0; hits &= hits - 1)
            {
                int at = block + BitOperations.TrailingZeroCount(hits);
                if (at == doubled)
                    continue;

                if (_array[at] == LineFeed)
                {
                    Lines++;
                    continue;
                }

                if (at + 1 == _end)
                    return _isFinal ? at : -1;

                if (_array[at + 1] != Quote)
                    return at;

                kind = CellKind.Escaped;
                doubled = at + 1;
            }
        }

        return -1;
    }

    private RowStatus ReadBlanks()
    {
        int at = Start;
        while (true)
        {
            while (at < _end && IsBlank(_array[at]))
                at++;

            int field = at;
            while (at < _end && _array[at] != LineFeed && !IsBlank(_array[at]))
                at++;

            if (at == _end && !_isFinal)
                return RowStatus.NeedMore;

            bool isLast = at == _end || _array[at] == LineFeed;
            int fieldEnd = isLast && at > field && _array[at - 1] == Return ? at - 1 : at;
            if (fieldEnd > field)
                Add(new DelimitedCell(field, fieldEnd, CellKind.Plain));

            if (!isLast)
                continue;

            Lines += at < _end ? 1 : 0;
            Finish(fieldEnd, Math.Min(at + 1, _end));
            return Count == 0 ? RowStatus.Empty : RowStatus.Whole;
        }
    }

    private static bool IsBlank(byte one) => one is (byte)' ' or (byte)'\t';

    private RowStatus FinishPlain(int field, int end, int next)
    {
        if (end > field && _array[end - 1] == Return)
            end--;

        Finish(end, next);
        if (Count == 0 && field == end)
            return RowStatus.Empty;

        Add(new DelimitedCell(field, end, CellKind.Plain));
        return RowStatus.Whole;
    }

    private RowStatus Finish(int end, int next)
    {
        End = end;
        Next = next;
        return RowStatus.Whole;
    }

    private RowStatus Broken(int field, int column, string reason)
    {
        BrokenAt = field;
        BrokenColumn = column;
        BrokenBy = reason;
        return RowStatus.Broken;
    }

    private void Add(DelimitedCell cell)
    {
        if (Count == _cells.Length)
            System.Array.Resize(ref _cells, Count * 2);

        _cells[Count++] = cell;
    }
}

/// <summary>A field of a row: its bytes lie from <paramref name="Start"/> to <paramref name="End"/>, without the quotes around it.</summary>
/// <param name="Start">Where it begins in the row's array.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Kind">How it was written.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DelimitedCell(int Start, int End, CellKind Kind)
{
    /// <summary>Whether it has no byte.</summary>
    public bool IsEmpty => Start == End;
}

/// <summary>How a field was written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CellKind
{
    /// <summary>Without quotes.</summary>
    Plain,

    /// <summary>In quotes.</summary>
    Quoted,

    /// <summary>In quotes, with doubled quotes inside.</summary>
    Escaped,
}

/// <summary>What stands at a position.</summary>
internal enum RowStatus
{
    Whole,
    Empty,
    NeedMore,
    Broken,
}
