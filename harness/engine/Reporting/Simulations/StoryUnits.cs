using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>What of a cone is shown together or not at all: a sending with its arrival, and all that was lost alike.</summary>
internal static class StoryUnits
{
    /// <summary>The units, the nearest to the violation first.</summary>
    /// <param name="order">The steps of the run.</param>
    /// <param name="distance">How far each is from the violation.</param>
    /// <param name="farthest">The greatest distance that is still shown.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(MachineOrder order, IReadOnlyDictionary<int, int> distance, int farthest)
    {
        var events = order.Trace.Events;
        var ends = events.Where(step => step.Kind is TraceKind.Deliver or TraceKind.Lose).ToLookup(step => step.Cause);
        var units = new List<(int Distance, List<int> Steps)>();
        Dictionary<(int, Type?, string, int), int> lost = [];
        Dictionary<int, int> disk = []; // by machine: the unit of the disk's steps that go on
        var (faults, last) = (0, distance.Count == 0 ? -1 : distance.Keys.Max());
        foreach (var (number, at) in distance.OrderBy(each => each.Key))
        {
            var step = events[number];
            if (step.Kind == TraceKind.FaultBegins) faults++;
            if (step.Kind == TraceKind.Disk && disk.TryGetValue(step.Node, out var going))
            {
                units[going] = (Math.Min(units[going].Distance, at), [.. units[going].Steps, number]);
                continue;
            }

            disk.Remove(step.Node);
            if (at > farthest || !IsShown(step, at)) continue;
            var arrivals = ends[number].Where(end => distance.ContainsKey(end.Number)).ToList();
            if (arrivals.Count == 0) arrivals = [.. ends[number].Take(1).Where(end => end.Number < last)];
            var nearest = arrivals.Select(end => distance.GetValueOrDefault(end.Number, at)).Append(at).Min();
            int[] steps = [number, .. arrivals.Select(end => end.Number)];
            if (arrivals is [{ Kind: TraceKind.Lose } loss])
            {
                var key = (step.Node, step.Data?.GetType(), StepWords.Reason(loss.Data), faults);
                if (lost.TryGetValue(key, out var known))
                {
                    units[known] = (Math.Min(units[known].Distance, nearest), [.. units[known].Steps, .. steps]);
                    continue;
                }

                lost.Add(key, units.Count);
            }

            if (step.Kind == TraceKind.Disk) disk[step.Node] = units.Count;
            units.Add((nearest, [.. steps, .. BroughtBy(step, order)]));
        }

        return [.. units.OrderBy(unit => unit.Distance).ThenByDescending(unit => unit.Steps[0]).Select(unit => unit.Steps)];
    }

    /// <summary>The message that made a machine say something: it stands in the same row, and says why.</summary>
    private static int[] BroughtBy(TraceEvent step, MachineOrder order)
    {
        if (step.Kind is not (TraceKind.Observe or TraceKind.Disk or TraceKind.Return)) return [];
        var trigger = order.Trigger(step.Number);
        return trigger >= 0 && order.Trace.Events[trigger] is { Kind: TraceKind.Deliver } arrival && arrival.Time == step.Time
            ? [arrival.Cause, trigger]
            : [];
    }

    /// <summary>Arrivals come with their sendings; what only set a machine going stands before what it then did.</summary>
    private static bool IsShown(TraceEvent step, int distance) => step.Kind switch
    {
        TraceKind.Deliver or TraceKind.Lose => false,
        TraceKind.Timer or TraceKind.Start or TraceKind.FaultEnds or TraceKind.Heal => distance == 0,
        _ => true,
    };
}
