namespace CompiledStreams;

/// <summary>When a part is full.</summary>
public sealed class PartsOptions
{
    internal long Bytes { get; private set; } = 128 << 20;

    internal TimeSpan Age { get; private set; } = TimeSpan.FromSeconds(60);

    /// <summary>Sets the size at which a part is closed; 128 MiB by default.</summary>
    /// <param name="bytes">Bytes; 1 or more. A part may be longer by what the lane writes at once: some tens of KiB, or one record.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is under 1.</exception>
    public PartsOptions MaxBytes(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        Bytes = bytes;
        return this;
    }

    /// <summary>Sets the time after its first record at which a part is closed, whether or not more come; 60 s by default. It begins anew where a run is started again.</summary>
    /// <param name="age">The time; 1 ms to 24 days.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is outside of it.</exception>
    public PartsOptions MaxAge(TimeSpan age)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(age, TimeSpan.FromDays(24));
        Age = age;
        return this;
    }
}
