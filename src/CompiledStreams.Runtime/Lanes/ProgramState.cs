namespace CompiledStreams.Runtime;

/// <summary>The state of a program between two steps, or after the last.</summary>
internal sealed class ProgramState(LaneProgram program) : FinalState
{
    private bool _isDisposed;

    public override IEnumerable<KeyValuePair<TKey, TResult>> Results<TKey, TResult>(string aggregate)
    {
        OperatorState<TKey, TResult> state = Find<TKey, TResult>(aggregate);
        return Enumerate(state);
    }

    /// <summary>The state of an aggregate or a process.</summary>
    /// <exception cref="ArgumentException">There is none of that name, key and result.</exception>
    public OperatorState<TKey, TResult> Find<TKey, TResult>(string aggregate)
        where TKey : notnull
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        OperatorState state = program.States.FirstOrDefault(s => s.Name == aggregate)
            ?? throw new ArgumentException($"There is no aggregate or process '{aggregate}' with state; {Names()}.", nameof(aggregate));
        return state as OperatorState<TKey, TResult>
            ?? throw new ArgumentException(
                $"'{aggregate}' doesn't have the key {typeof(TKey).Name} and the result or state {typeof(TResult).Name}; it has {Types(state)}.", nameof(aggregate));
    }

    private string Names() => program.States.Count == 0 ? "the pipeline has none" : $"there are: {string.Join(", ", program.States.Select(s => $"'{s.Name}'"))}";

    public override void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        program.Dispose();
    }

    /// <summary>An iterator of this object's, so that the state isn't collected while it is enumerated.</summary>
    private IEnumerable<KeyValuePair<TKey, TResult>> Enumerate<TKey, TResult>(OperatorState<TKey, TResult> state)
        where TKey : notnull
    {
        foreach (KeyValuePair<TKey, TResult> result in state.Results())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            yield return result;
        }
    }

    private static string Types(OperatorState state)
    {
        for (Type? type = state.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OperatorState<,>))
                return $"the key {type.GenericTypeArguments[0].Name} and the result or state {type.GenericTypeArguments[1].Name}";
        }

        return "others";
    }
}
