using System.Buffers.Binary;

namespace CompiledStreams.Store;

/// <summary>
/// Which shard a key belongs to. A store's blocks are laid out by shard, so this must never change: tests hold keys and their shards. It is the
/// partition that Kafka's own clients choose for a record with that key, so that shard and partition agree.
/// </summary>
internal static class Shards
{
    /// <summary>How many shards an embedded store has.</summary>
    public const int Embedded = 128;

    private const uint Seed = 0x9747B28C;
    private const uint Multiplier = 0x5BD1E995;

    /// <summary>The shard of a key.</summary>
    /// <param name="key">The key's bytes, as <see cref="KeyBytes"/> lays them out.</param>
    /// <param name="shards">How many shards there are.</param>
    public static int Of(ReadOnlySpan<byte> key, int shards = Embedded) => (int)((Murmur2(key) & 0x7FFFFFFF) % (uint)shards);

    /// <summary>MurmurHash2 of Austin Appleby, 32 bits, with the seed that Kafka uses.</summary>
    internal static uint Murmur2(ReadOnlySpan<byte> bytes)
    {
        uint hash = Seed ^ (uint)bytes.Length;
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Multiplier;
            word = (word ^ (word >> 24)) * Multiplier;
            hash = (hash * Multiplier) ^ word;
        }

        if (bytes.Length > 0)
        {
            uint tail = 0;
            for (int i = bytes.Length - 1; i >= 0; i--)
                tail = (tail << 8) | bytes[i];
            hash = (hash ^ tail) * Multiplier;
        }

        hash = (hash ^ (hash >> 13)) * Multiplier;
        return hash ^ (hash >> 15);
    }
}
