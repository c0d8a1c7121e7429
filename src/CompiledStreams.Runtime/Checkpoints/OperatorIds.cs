namespace CompiledStreams.Runtime;

/// <summary>Ids of operators are made of their names: two names that give one id would mix two states.</summary>
internal static class OperatorIds
{
    /// <exception cref="BindingException">Two operators have one id: the message names them.</exception>
    public static void Check(string pipeline, IReadOnlyList<OperatorCheckpoint> operators)
    {
        Dictionary<uint, OperatorCheckpoint> known = [];
        foreach (OperatorCheckpoint @operator in operators)
        {
            if (known.TryGetValue(@operator.Id, out OperatorCheckpoint? other))
            {
                throw new BindingException(
                    $"{pipeline} can't have checkpoints: operators '{other.Name}' and '{@operator.Name}' would be one in them (the CRC-32C of both names is 0x{@operator.Id:X8}); rename one of them");
            }

            known.Add(@operator.Id, @operator);
        }
    }
}
