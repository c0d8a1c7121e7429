using System.Collections.Immutable;

namespace CompiledStreams.Compiler.Events;

/// <summary>An event and what its files are called.</summary>
/// <param name="Name">The event's full name, with a number where another event's differs by case alone.</param>
/// <param name="Event">The event.</param>
internal sealed record EventFile(string Name, EventModel Event)
{
    /// <summary>Gives each event a name of its own; of several declarations of one event, which the C# compiler reports, only the first counts.</summary>
    public static IEnumerable<EventFile> NameAll(ImmutableArray<EventModel> events)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string> files = new(StringComparer.OrdinalIgnoreCase);
        foreach (EventModel model in events.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            if (!names.Add(model.FullName))
                continue;

            string file = model.FullName;
            for (int i = 2; !files.Add(file); i++)
                file = model.FullName + "-" + i;

            yield return new EventFile(file, model);
        }
    }
}
