using System.IO.Pipelines;

namespace CompiledStreams.Runtime;

/// <summary>Joins a stream that may block, such as a FIFO or standard input, to a pipe by a thread of its own, so that a lane never waits inside a system call.</summary>
internal static class StreamPump
{
    private const int ReadBytes = 64 * 1024;

    /// <summary>A pipe for a pump: about 1 MiB in flight, and a lane that is woken without a detour.</summary>
    private static readonly PipeOptions s_options = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, minimumSegmentSize: ReadBytes, useSynchronizationContext: false);

    /// <summary>What a stream gives, as a pipe. A read that never returns keeps its thread, which doesn't keep the process.</summary>
    /// <param name="open">Opens the stream, on the pump's thread.</param>
    /// <param name="name">What is read, for the thread's name.</param>
    public static PipeReader Read(Func<Stream> open, string name)
    {
        Pipe pipe = new(s_options);
        Start($"CompiledStreams reads {name}", () => Fill(pipe.Writer, open));
        return pipe.Reader;
    }

    /// <summary>A pipe whose bytes go to a stream.</summary>
    /// <param name="open">Opens the stream, on the pump's thread.</param>
    /// <param name="name">What is written, for the thread's name.</param>
    public static Outlet Write(Func<Stream> open, string name)
    {
        Pipe pipe = new(s_options);
        Thread thread = Start($"CompiledStreams writes {name}", () => Drain(pipe.Reader, open));
        return new Outlet(pipe.Writer, finish: thread.Join);
    }

    private static Thread Start(string name, Action run)
    {
        Thread thread = new(() => run()) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private static void Fill(PipeWriter writer, Func<Stream> open)
    {
        try
        {
            using Stream stream = open();
            while (stream.Read(writer.GetSpan(ReadBytes)) is > 0 and int count)
            {
                writer.Advance(count);
                if (Wait(writer.FlushAsync()).IsCompleted)
                    break;
            }

            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
        }
    }

    private static void Drain(PipeReader reader, Func<Stream> open)
    {
        try
        {
            using Stream stream = open();
            while (true)
            {
                ReadResult result = Wait(reader.ReadAsync());
                foreach (ReadOnlyMemory<byte> segment in result.Buffer)
                    stream.Write(segment.Span);

                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }

            stream.Flush();
            reader.Complete();
        }
        catch (IOException exception) when (IsReaderGone(exception))
        {
            reader.Complete();
        }
        catch (Exception exception)
        {
            reader.Complete(exception);
        }
    }

    private static TResult Wait<TResult>(ValueTask<TResult> task) => task.IsCompleted ? task.Result : task.AsTask().GetAwaiter().GetResult();

    /// <summary>EPIPE on Unix, ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.</summary>
    private static bool IsReaderGone(IOException exception) => exception.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
