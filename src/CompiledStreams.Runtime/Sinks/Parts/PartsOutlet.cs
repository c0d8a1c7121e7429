using CompiledStreams.Store;

namespace CompiledStreams.Runtime;

/// <summary>Writes parts of a bounded size and age into a folder: opens one when records come, and closes it between two steps.</summary>
internal abstract class PartsOutlet : Outlet
{
    private readonly string _sink;
    private readonly PartsBinding _parts;
    private readonly FilePipeWriter _writer;
    private readonly TimeProvider _clock;
    private ITimer? _timer;
    private Action? _wake;
    private volatile bool _isTimerSet;

    private protected PartsOutlet(string sink, PartsBinding parts, OutletSettings settings, FilePipeWriter writer)
        : base(writer)
    {
        (_sink, _parts, _writer, _clock, Files) = (sink, parts, writer, settings.Clock, settings.Files);
        Name = new PartName(parts.Folder, Lane: 0, parts.Format.Extension);
        try
        {
            Files.CreateFolder(parts.Folder);
            Owner = OutputOwner.TakeFolder(sink, parts.Folder, settings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    public override bool IsOpen => false;

    private protected IFileLayer Files { get; }

    private protected PartName Name { get; }

    /// <summary>Keeps the folder for this run, or null.</summary>
    private protected OutputOwner? Owner { get; }

    /// <summary>The number of the part that is opened next.</summary>
    private protected long Next { get; set; }

    private protected Part? Current { get; private set; }

    private protected long CurrentLength => _writer.Length;

    public override void Begin(Action writeHeader)
    {
        if (Current is not null)
            return;

        Start();
        Part part = MakePart();
        Open(part, length: 0);
        writeHeader();
        part.HeaderBytes = _writer.Length;
    }

    public override void EndStep(Action wake)
    {
        if (Current is null)
            return;

        if (IsDue)
            CloseCurrent();
        else if (!_isTimerSet)
            SetTimer(wake);
    }

    public override void Complete()
    {
        _timer?.Dispose();
        try
        {
            base.Complete();
        }
        finally
        {
            Owner?.Dispose();
        }
    }

    /// <summary>The first part is to be opened, in a run that doesn't go on at an epoch.</summary>
    private protected abstract void Start();

    /// <summary>A part has all its bytes.</summary>
    private protected abstract void Close(Part part);

    private protected void Open(Part part, long length)
    {
        Current = part;
        _writer.Begin(part.File, length);
    }

    private protected void WriteOut() => _writer.WriteOut();

    /// <summary>Closes the part that is open, if there is one; one without records is deleted.</summary>
    private protected void CloseCurrent()
    {
        if (Current is not { } part)
            return;

        part.Length = _writer.Length;
        _writer.End();
        Current = null;
        if (part.Length > part.HeaderBytes)
            Close(part);
        else
            Drop(part);
    }

    private protected void CloseIfDue()
    {
        if (Current is not null && IsDue)
            CloseCurrent();
    }

    private protected BindingException Refusal(string problem, Exception? inner = null) => new($"{_sink} {problem}", inner);

    private bool IsDue => _writer.Length >= _parts.Options.Bytes || AgeLeft <= TimeSpan.Zero;

    private TimeSpan AgeLeft => _parts.Options.Age - _clock.GetElapsedTime(Current!.OpenedAt);

    private void Drop(Part part)
    {
        part.File.Dispose();
        Files.Delete(Name.Temporary(part.Number));
        Next = part.Number;
    }

    private Part MakePart()
    {
        try
        {
            Part part = new(Next, Files.Create(Name.Temporary(Next)), _clock.GetTimestamp());
            Next++;
            return part;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(exception);
        }
    }

    private protected BindingException Unwritable(Exception exception) =>
        Refusal($"can't write parts into folder '{Name.Folder}': {exception.Message.TrimEnd('.')}; check the folder, its permissions and the room on its disk", exception);

    /// <summary>Wakes a lane to which nothing comes when the part is old enough.</summary>
    private void SetTimer(Action wake)
    {
        _wake = wake;
        _isTimerSet = true;
        _timer ??= _clock.CreateTimer(static parts => ((PartsOutlet)parts!).WakeLane(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        TimeSpan least = TimeSpan.FromMilliseconds(1);
        _timer.Change(AgeLeft > least ? AgeLeft : least, Timeout.InfiniteTimeSpan);
    }

    private void WakeLane()
    {
        _isTimerSet = false;
        _wake!();
    }
}
