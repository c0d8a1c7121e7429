namespace CompiledStreams.Runtime.Tests;

/// <summary>The event of these tests: on the wire <c>customer,amount,text</c>, the text quoted or not.</summary>
public readonly record struct Row(int Customer, long Amount, Utf8Text Text);

/// <summary>A running total.</summary>
public readonly record struct Total(int Customer, long Amount);
