namespace CompiledStreams.Runtime;

/// <summary>Compares the state that a store holds with the state that the pipeline has now.</summary>
internal static class RestoredSchemas
{
    /// <exception cref="BindingException">They differ: the message names the operator and the first field that does.</exception>
    public static void Check(string directory, SavedEpoch saved, IReadOnlyList<OperatorCheckpoint> operators)
    {
        foreach ((string name, string schema) in saved.Operators)
        {
            OperatorCheckpoint now = operators.FirstOrDefault(o => o.Name == name)
                ?? throw Changed(directory, $"they hold state of operator '{name}', which the pipeline doesn't have");
            if (now.Schema != schema)
                throw Changed(directory, Difference(name, schema.Split('\n'), now.Schema.Split('\n')));
        }

        OperatorCheckpoint? added = operators.FirstOrDefault(o => saved.Operators.All(s => s.Name != o.Name));
        if (added is not null)
            throw Changed(directory, $"they hold no state of operator '{added.Name}', which the pipeline has");
    }

    private static string Difference(string name, string[] before, string[] now)
    {
        int at = 0;
        while (at < before.Length && at < now.Length && before[at] == now[at])
            at++;

        if (at == now.Length)
            return $"operator '{name}' was saved with the field '{before[at]}', which its state doesn't have now";
        if (at == before.Length)
            return $"operator '{name}' was saved without the field '{now[at]}', which its state has now";

        return $"operator '{name}' was saved with the field '{before[at]}', and its state has '{now[at]}' in its place";
    }

    private static BindingException Changed(string directory, string what) =>
        new($"Checkpoints in '{directory}' are of another version of the pipeline: {what}. State isn't guessed: run the version that wrote it, or start afresh");
}
