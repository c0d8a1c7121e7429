namespace CompiledStreams.Runtime;

/// <summary>What an epoch holds besides the operators' blocks.</summary>
/// <param name="IsCompleted">Whether every source had ended.</param>
/// <param name="Operators">Names and schemas of the operators with state.</param>
/// <param name="Positions">Where each source and sink stood, by its part's name.</param>
internal sealed record SavedEpoch(bool IsCompleted, IReadOnlyList<(string Name, string Schema)> Operators, IReadOnlyDictionary<string, byte[]> Positions)
{
    private const int Version = 2;

    /// <summary>Writes an epoch.</summary>
    public static void Write(StateWriter writer, bool isCompleted, OperatorCheckpoint[] operators, ICheckpointed[] parts, StateWriter position)
    {
        writer.Clear();
        writer.Write(Version);
        writer.Write(isCompleted);
        writer.Write(operators.Length);
        foreach (OperatorCheckpoint @operator in operators)
        {
            writer.Write(@operator.Name);
            writer.Write(@operator.Schema);
        }

        writer.Write(parts.Length);
        foreach (ICheckpointed part in parts)
        {
            position.Clear();
            part.Save(position);
            writer.Write(part.Part);
            writer.WriteText(position.Written);
        }
    }

    /// <summary>Reads an epoch.</summary>
    /// <exception cref="InvalidDataException">It is of another version.</exception>
    public static SavedEpoch Read(ReadOnlySpan<byte> payload)
    {
        StateReader reader = new(payload);
        int version = reader.ReadInt32();
        if (version != Version)
            throw new InvalidDataException($"the epoch is of version {version} of the format, and this program knows version {Version}");

        bool isCompleted = reader.ReadBoolean();
        (string, string)[] operators = new (string, string)[reader.ReadInt32()];
        for (int i = 0; i < operators.Length; i++)
            operators[i] = (reader.ReadString() ?? "", reader.ReadString() ?? "");

        Dictionary<string, byte[]> positions = [];
        for (int left = reader.ReadInt32(); left > 0; left--)
            positions[reader.ReadString() ?? ""] = reader.ReadText().ToArray();

        return new SavedEpoch(isCompleted, operators, positions);
    }
}
