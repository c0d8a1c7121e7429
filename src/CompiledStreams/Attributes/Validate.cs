namespace CompiledStreams;

/// <summary>How much of a record a source checks. What is decoded is always checked.</summary>
public enum Validate
{
    /// <summary>Fields that the pipeline reads must be right; the rest is skipped with strings closed and brackets balanced, and its values aren't looked at.</summary>
    Structure,

    /// <summary>Fields that the pipeline reads must be right; once the last of them is read, the rest of the line isn't looked at, so that a broken
    /// tail passes unseen. About twice as fast on long records of which few fields are read.</summary>
    Used,

    /// <summary>Every field and every value of the record must be right, read or not: valid UTF-8, strict JSON, no duplicate field.</summary>
    All,
}
