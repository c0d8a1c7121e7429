using CompiledStreams.Runtime;

namespace CompiledStreams.Runtime.Tests.State;

/// <summary>Int keys of which many share a hash or a home bucket, the last one of the table too.</summary>
internal readonly struct Colliding : IKeyLayout<int, int>
{
    public static bool HashIsKey => false;

    public static uint Hash(in int key) => (key % 5) switch { 0 => 0, 1 => uint.MaxValue, 2 => 1, 3 => 0xFFFF_0000, _ => (uint)key << 28 };

    public static bool Equals(in int stored, in int key, TextArena arena) => stored == key;

    public static int Compare(in int left, in int right, TextArena arena) => left.CompareTo(right);

    public static int Store(in int key, TextArena arena) => key;

    public static int Load(in int stored, TextArena arena) => stored;

    public static void Drop(in int stored, TextArena arena)
    {
    }
}
