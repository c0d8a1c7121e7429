using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompiledStreams.Benchmarks.Variants.HandOwn;

/// <summary>Customers and their totals, four to a cache line, half full at most, in huge pages where there are any.</summary>
internal sealed unsafe partial class CustomerTable
{
    private const int Empty = int.MinValue;
    private const int HugePage = 2 * 1024 * 1024;
    private const int PrefetchSize = 1024 * 1024;

    private Bucket* _buckets;
    private int _bits;
    private int _count;
    private Bucket* _emptyKey;     // for the one customer whose number marks a free place

    [StructLayout(LayoutKind.Sequential)]
    public struct Bucket
    {
        public fixed int Keys[4];
        public fixed int Counts[4];
        public fixed double Totals[4];
    }

    public CustomerTable()
    {
        _bits = 8;
        _buckets = Allocate(1 << _bits);
        _emptyKey = Allocate(1);
    }

    /// <summary>True if the table is too large for the cache, so that fetching ahead pays.</summary>
    public bool Prefetches => (sizeof(Bucket) << _bits) >= PrefetchSize;

    public Bucket* Buckets => _buckets;

    public int Shift => 32 - _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bucket* Home(Bucket* buckets, int shift, int customer) => buckets + ((uint)customer * 0x9E3779B1u >> shift);

    /// <summary>Adds an amount for a customer that must be in the table, and returns what there is now; count 0 if it is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(Bucket* bucket, int customer, double amount, out double total, out int count)
    {
        var found = Vector128.Equals(Vector128.Load(bucket->Keys), Vector128.Create(customer)).ExtractMostSignificantBits();
        if (found == 0 | customer == Empty)
        {
            total = 0;
            count = 0;
            return false;
        }

        var i = BitOperations.TrailingZeroCount(found);
        total = bucket->Totals[i] += amount;
        count = ++bucket->Counts[i];
        return true;
    }

    /// <summary>Adds an amount for any customer; one that is new may make the table grow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add(int customer, double amount, out double total, out int count)
    {
        if (customer == Empty)
        {
            _emptyKey->Keys[0] = 0;
            TryAdd(_emptyKey, 0, amount, out total, out count);
            return;
        }

        var bucket = Find(customer);
        if (!TryAdd(bucket, customer, amount, out total, out count))
        {
            if (_count >= 2 << _bits)
            {
                Grow();
                bucket = Find(customer);
            }

            Insert(bucket, customer, amount, 1);
            total = amount;
            count = 1;
        }
    }

    /// <summary>All customers are in the table, and have spent nothing.</summary>
    public void Warm(int[] customers)
    {
        foreach (var customer in customers)
            Add(customer, 0, out _, out _);
        for (var bucket = _buckets; bucket < _buckets + (1 << _bits); bucket++)
        {
            Vector128<int>.Zero.Store(bucket->Counts);
            Vector256<double>.Zero.Store(bucket->Totals);
        }

        _emptyKey->Counts[0] = 0;
        _emptyKey->Totals[0] = 0;
    }

    /// <summary>The bucket that has the customer, or else the one it must be put into.</summary>
    private Bucket* Find(int customer)
    {
        var bucket = Home(_buckets, Shift, customer);
        while (true)
        {
            var keys = Vector128.Load(bucket->Keys);
            if ((Vector128.Equals(keys, Vector128.Create(customer)) | Vector128.Equals(keys, Vector128.Create(Empty))) != Vector128<int>.Zero)
                return bucket;
            if (++bucket == _buckets + (1 << _bits))
                bucket = _buckets;
        }
    }

    private void Insert(Bucket* bucket, int customer, double total, int count)
    {
        var i = 0;
        while (bucket->Keys[i] != Empty)
            i++;
        bucket->Keys[i] = customer;
        bucket->Totals[i] = total;
        bucket->Counts[i] = count;
        _count++;
    }

    private void Grow()
    {
        var old = _buckets;
        var end = old + (1 << _bits);
        _bits++;
        _count = 0;
        _buckets = Allocate(1 << _bits);
        for (var bucket = old; bucket < end; bucket++)
        {
            for (var i = 0; i < 4; i++)
            {
                if (bucket->Keys[i] != Empty)
                    Insert(Find(bucket->Keys[i]), bucket->Keys[i], bucket->Totals[i], bucket->Counts[i]);
            }
        }

        NativeMemory.AlignedFree(old);
    }

    private static Bucket* Allocate(int buckets)
    {
        var size = (nuint)buckets * (nuint)sizeof(Bucket);
        var memory = (Bucket*)NativeMemory.AlignedAlloc(size, size >= HugePage ? HugePage : 64u);
        if (size >= HugePage && OperatingSystem.IsLinux())
            _ = AdviseMemory(memory, size, HugePagesWanted);
        NativeMemory.Clear(memory, size);
        for (var i = 0; i < buckets; i++)
            Vector128.Create(Empty).Store(memory[i].Keys);
        return memory;
    }

    private const int HugePagesWanted = 14;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int AdviseMemory(void* start, nuint length, int advice);
}
