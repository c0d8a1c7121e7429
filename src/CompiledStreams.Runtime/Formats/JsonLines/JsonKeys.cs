using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CompiledStreams.Runtime;

/// <summary>The keys that one event's objects have, and in which order they came last: those of its fields, and others that are passed over.</summary>
/// <remarks>
/// The records of a source are mostly written by one program: the same keys follow each other, with the same blanks. So a key is kept with all
/// that stands around it, <c>, "customer": </c>, and with the key that came behind it last time. Where the bytes are the same again, one compare has read comma,
/// name and colon. Two keys further on are tried too, so that a field that is often left out costs little. Any other key is read token by token,
/// and kept in turn.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonKeys
{
    internal const int None = -1;

    private const int MostOthers = 64;
    private const int MostBytes = 64;
    private const int Guesses = 3;

    private readonly byte[][] _names;
    private readonly uint[] _hashes;
    private readonly Key[] _keys;
    private int _last;
    private int _nextOther;

    /// <summary>Makes the keys of an event; none has been met yet.</summary>
    /// <param name="names">The wire names of its fields: the number of a field is its place here.</param>
    public JsonKeys(params ReadOnlySpan<string> names)
    {
        // Fields first, then other keys, then the start of an object.
        _names = new byte[names.Length][];
        _hashes = new uint[names.Length + MostOthers];
        _keys = new Key[names.Length + MostOthers + 1];
        for (int i = 0; i < names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(names[i]);
            _hashes[i] = Hash(_names[i]);
        }

        foreach (ref Key key in _keys.AsSpan())
            key = new Key { Next = None, ValueLength = 1 };
    }

    internal ref Key this[int key] => ref _keys[key];

    /// <summary>The place before the first key of an object.</summary>
    private int Start => _keys.Length - 1;

    /// <summary>The key that stands at a position, if it is one of those that may be expected there; else <see cref="None"/>.</summary>
    /// <param name="start">The buffer; nothing at or behind <paramref name="end"/> is read.</param>
    /// <param name="position">Behind the opening brace or the value before.</param>
    /// <param name="end">Where the record ends.</param>
    /// <param name="isFirst">Whether it is the object's first key.</param>
    internal int Guess(ref byte start, int position, int end, bool isFirst)
    {
        int guess = _keys[isFirst ? Start : _last].Next;
        for (int i = 0; guess >= 0 && i < Guesses; i++)
        {
            ref Key key = ref _keys[guess];
            if (key.IsFirst == isFirst && key.Length < end - position && key.IsAt(ref Unsafe.Add(ref start, position)))
            {
                _last = guess;
                return guess;
            }

            guess = key.Next;
        }

        return None;
    }

    /// <summary>Keeps a key that was read token by token: the next time it is expected where it came now.</summary>
    /// <param name="name">Its name, unescaped.</param>
    /// <param name="bytes">All from behind the opening brace or the value before, up to the key's own value.</param>
    /// <param name="nameStart">Where in them the name begins, as it is written.</param>
    /// <param name="nameLength">How long it is there.</param>
    /// <param name="isFirst">Whether it is the object's first key.</param>
    /// <returns>The number of the field; of another key some number that no field has.</returns>
    internal int Meet(ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes, int nameStart, int nameLength, bool isFirst)
    {
        uint hash = Hash(name);
        int met = Find(name, hash);
        if (bytes.Length > MostBytes)
            return met == None ? Start : met;

        if (met == None)
        {
            met = _names.Length + _nextOther;
            _hashes[met] = hash;
            _nextOther = (_nextOther + 1) % MostOthers;
        }

        ref Key key = ref _keys[met];
        key.Bytes ??= new byte[MostBytes];
        key.Length = bytes.Length;
        bytes.CopyTo(key.Bytes);
        key.NameStart = nameStart;
        key.NameLength = nameLength;
        key.IsFirst = isFirst;
        _keys[isFirst ? Start : _last].Next = met;
        _last = met;
        return met;
    }

    private int Find(ReadOnlySpan<byte> name, uint hash)
    {
        for (int from = 0; ; from++)
        {
            int next = _hashes.AsSpan(from).IndexOf(hash);
            if (next < 0)
                return None;

            // Of two other keys with the same hash the later one is kept.
            from += next;
            if (from >= _names.Length || name.SequenceEqual(_names[from]))
                return from;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> name) => KeyHash.Finish(KeyHash.OfText(name));

    internal struct Key
    {
        public byte[]? Bytes;
        public int Length;
        public int NameStart;
        public int NameLength;
        public int Next;
        public int ValueLength;
        public bool IsFirst;

        /// <summary>Whether the key stands at a position, where there are at least as many bytes as it has.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool IsAt(ref byte at) => MemoryMarshal.CreateReadOnlySpan(ref at, Length).SequenceEqual(new ReadOnlySpan<byte>(Bytes, 0, Length));
    }
}
