using CompiledStreams;
using CompiledStreams.Hosting.Tests;

// Pipelines of one class name: two in namespaces, and one in none.
namespace North
{
    [Pipeline]
    public sealed partial class Copy
    {
        [Source] public partial Source<Sale> Sales { get; }

        [Sink] public partial Sink<Sale> Out { get; }
    }
}

namespace South
{
    [Pipeline]
    public sealed partial class Copy
    {
        [Source] public partial Source<Sale> Sales { get; }

        [Sink] public partial Sink<Sale> Out { get; }
    }
}

#pragma warning disable CA1050 // that it is in no namespace is what is tested
[Pipeline]
public sealed partial class Copy
{
    [Source] public partial Source<Sale> Sales { get; }

    [Sink] public partial Sink<Sale> Out { get; }
}
