using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CompiledStreams.Benchmarks.Jobs;

namespace CompiledStreams.Benchmarks.Pipes;

/// <summary>
/// A pipe to nowhere that folds every byte into a check value, about 1 ns for a line. It has one buffer and uses it again:
/// when that is full, or flushed, whole blocks are folded and the rest moves to the front, so that the value depends
/// on the bytes and not on how they were cut. Allocates only for a request longer than its buffer.
/// </summary>
public sealed class CheckingPipeWriter : PipeWriter
{
    private const int BlockSize = 128;
    private const int MinimumSpan = 16 * 1024;

    private byte[] _buffer = GC.AllocateArray<byte>(256 * 1024, pinned: true);
    private int _written;
    private long _folded;
    private Vector256<uint> _a, _b, _c, _d;

    public CheckingPipeWriter() => Rewind();

    public void Rewind()
    {
        _written = 0;
        _folded = 0;
        _a = Vector256.Create(0x9E3779B1u);
        _b = Vector256.Create(0x85EBCA77u);
        _c = Vector256.Create(0xC2B2AE3Du);
        _d = Vector256.Create(0x27D4EB2Fu);
    }

    /// <summary>The bytes written since the last rewind, and their check value.</summary>
    public Outcome Outcome()
    {
        Fold();
        Span<byte> last = stackalloc byte[BlockSize];
        last.Clear();
        _buffer.AsSpan(0, _written).CopyTo(last);
        var (a, b, c, d) = (_a, _b, _c, _d);
        FoldBlocks(last, ref a, ref b, ref c, ref d);

        var sum = ((a * 31u + b) * 37u + c) * 41u + d;
        var words = sum.AsUInt64();
        var check = (ulong)(_folded + _written);
        for (var i = 0; i < Vector256<ulong>.Count; i++)
            check = (ulong.RotateLeft(check, 27) ^ words[i]) * 0x9E3779B97F4A7C15;
        return new Outcome(_folded + _written, check);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_written);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_buffer.Length - _written));
        _written += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Fold();
        return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: false));
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _written;

    public override void CancelPendingFlush() { }

    public override void Complete(Exception? exception = null) { }

    private void MakeRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, MinimumSpan);
        if (_buffer.Length - _written >= needed)
            return;

        Fold();
        if (_buffer.Length - _written < needed)
        {
            var longer = GC.AllocateArray<byte>(needed + 2 * BlockSize, pinned: true);
            _buffer.AsSpan(0, _written).CopyTo(longer);
            _buffer = longer;
        }
    }

    private void Fold()
    {
        var whole = _written / BlockSize * BlockSize;
        if (whole == 0)
            return;

        FoldBlocks(_buffer.AsSpan(0, whole), ref _a, ref _b, ref _c, ref _d);
        _buffer.AsSpan(whole, _written - whole).CopyTo(_buffer);
        _folded += whole;
        _written -= whole;
    }

    private static void FoldBlocks(
        ReadOnlySpan<byte> blocks, ref Vector256<uint> foldA, ref Vector256<uint> foldB, ref Vector256<uint> foldC, ref Vector256<uint> foldD)
    {
        var (a, b, c, d) = (foldA, foldB, foldC, foldD);
        var prime = Vector256.Create(0x01000193u);
        ref var start = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, uint>(blocks));
        for (nuint i = 0; i < (nuint)blocks.Length / sizeof(uint); i += BlockSize / sizeof(uint))
        {
            a = (a ^ Vector256.LoadUnsafe(ref start, i)) * prime;
            b = (b ^ Vector256.LoadUnsafe(ref start, i + 8)) * prime;
            c = (c ^ Vector256.LoadUnsafe(ref start, i + 16)) * prime;
            d = (d ^ Vector256.LoadUnsafe(ref start, i + 24)) * prime;
        }

        (foldA, foldB, foldC, foldD) = (a, b, c, d);
    }
}
