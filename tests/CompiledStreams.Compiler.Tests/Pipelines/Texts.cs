using System.Reflection;

namespace CompiledStreams.Compiler.Tests.Pipelines;

/// <summary>Ports whose events are of types that only the compiled assembly has: made and read by reflection.</summary>
internal sealed class Texts
{
    private readonly RunPipeline _run;
    private readonly string _space;

    public Texts(RunPipeline run, string space, int inHand, int sinkRoom, (int, int)[][] numbers, Array? source = null)
    {
        (_run, _space) = (run, space);
        Context = new FakePorts(inHand, sinkRoom);
        for (int port = 0; port < numbers.Length; port++)
        {
            Type type = run.Type(space + ".Number");
            Give(port, Array(type, numbers[port].Select(n => Activator.CreateInstance(type, n.Item1, n.Item2)!)));
        }

        if (source is not null)
            Give(0, source);
    }

    public FakePorts Context { get; }

    public static Array Array(Type type, IEnumerable<object> events)
    {
        object[] all = [.. events];
        Array array = System.Array.CreateInstance(type, all.Length);
        all.CopyTo(array, 0);
        return array;
    }

    /// <summary>What a sink got, as text.</summary>
    public List<string> Out(int port, string type) => (List<string>)Sink(port, type).GetType().GetProperty("Texts")!.GetValue(Sink(port, type))!;

    public void Drain()
    {
        foreach (object sink in Context.Sinks)
            sink.GetType().GetMethod("Drain")!.Invoke(sink, null);
    }

    private object Sink(int port, string type) =>
        typeof(FakePorts).GetMethod(nameof(FakePorts.Sink))!.MakeGenericMethod(_run.Type($"{_space}.{type}")).Invoke(Context, [port])!;

    private void Give(int port, Array events) =>
        typeof(FakePorts).GetMethod(nameof(FakePorts.Give))!.MakeGenericMethod(events.GetType().GetElementType()!).Invoke(Context, [port, events]);
}
