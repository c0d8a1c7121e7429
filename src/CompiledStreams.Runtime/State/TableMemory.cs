using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace CompiledStreams.Runtime;

/// <summary>Memory of a table outside the collector's heap: aligned to a cache line, in huge pages where there are any, touched when it is made.</summary>
/// <remarks>The first write to a fresh page of 4 KiB costs as much as a thousand updates; here it is paid while the table grows.</remarks>
internal sealed unsafe partial class TableMemory : CriticalFinalizerObject, IDisposable
{
    private const nuint HugePage = 2 * 1024 * 1024;
    private const nuint Page = 4096;
    private const nuint CacheLine = 64;
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const int AdviseHugePages = 14;
    private const int AdvisePopulateForWriting = 23;

    private readonly nuint _mappedBytes;
    private void* _start;

    /// <summary>Takes memory, whose content is undefined.</summary>
    /// <exception cref="OutOfMemoryException">The system has no more.</exception>
    public TableMemory(nuint bytes)
    {
        Bytes = bytes;
        if (OperatingSystem.IsLinux() && bytes >= HugePage)
        {
            // A page more than asked, so that the table can start where a huge page does.
            _mappedBytes = bytes + HugePage;
            _start = Map(null, _mappedBytes, ReadAndWrite, PrivateAnonymous, -1, 0);
            if ((nint)_start == -1)
            {
                _start = null;
                throw new OutOfMemoryException($"A table of keyed state needs {bytes:N0} bytes and the system has no more (mmap: {Marshal.GetLastSystemError()}).");
            }

            Pointer = (byte*)(((nuint)_start + HugePage - 1) & ~(HugePage - 1));
            _ = Advise(Pointer, bytes, AdviseHugePages);
            if (Advise(Pointer, bytes, AdvisePopulateForWriting) != 0)
                Touch(Pointer, bytes);
        }
        else
        {
            _start = NativeMemory.AlignedAlloc(bytes, CacheLine);
            Pointer = (byte*)_start;
            Touch(Pointer, bytes);
        }
    }

    /// <summary>Gives the memory back if nobody did.</summary>
    ~TableMemory() => Free();

    /// <summary>The first byte.</summary>
    public byte* Pointer { get; private set; }

    /// <summary>How many bytes may be used.</summary>
    public nuint Bytes { get; }

    /// <summary>Gives the memory back. Pointers into it must not be used any more.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        void* start = _start;
        _start = null;
        Pointer = null;
        if (start is null)
            return;

        if (_mappedBytes != 0)
            _ = Unmap(start, _mappedBytes);
        else
            NativeMemory.AlignedFree(start);
    }

    private static void Touch(byte* start, nuint bytes)
    {
        for (nuint at = 0; at < bytes; at += Page)
            Volatile.Write(ref start[at], 0);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
