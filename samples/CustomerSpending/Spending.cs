using CompiledStreams;

namespace Shop;

/// <summary>What a customer has spent so far.</summary>
[Event]
public readonly partial record struct Spending(int Customer, long Purchases, double Total, double Average);
