using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Steps of a run as the rows of a text: a message that arrives has one row where nothing comes between.</summary>
internal sealed class Story
{
    /// <summary>What stands before what a machine did because a timer fired.</summary>
    public const string TimerLead = "timer: ";

    private readonly SimulatedRun _run;
    private readonly CausalCone _cone;
    private readonly IReadOnlyDictionary<int, int> _distance;
    private readonly List<int> _chosen;
    private readonly ViolationMark? _mark;
    private readonly Dictionary<int, int> _places = [];
    private readonly Dictionary<int, List<int>> _byMachine = [];

    private Story(SimulatedRun run, CausalCone cone, IReadOnlyDictionary<int, int> distance, List<int> chosen)
    {
        (_run, _cone, _distance, _chosen) = (run, cone, distance, chosen);
        _mark = ViolationMark.Of(run, cone.Order);
        foreach (var step in chosen)
        {
            _places[step] = step;
            if (!_byMachine.TryGetValue(Events[step].Node, out var mine)) _byMachine.Add(Events[step].Node, mine = []);
            mine.Add(step);
        }
    }

    private IReadOnlyList<TraceEvent> Events => _run.Trace.Events;

    /// <summary>The rows of what says most, in their order; as many as may be.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cone">Its cone.</param>
    /// <param name="mostRows">How many rows there may be.</param>
    /// <param name="farthest">The greatest distance (see <see cref="Relevance"/>) that is worth a row.</param>
    public static IReadOnlyList<StoryRow> Tell(SimulatedRun run, CausalCone cone, int mostRows, int farthest)
    {
        var distance = Relevance.Of(cone);
        var units = StoryUnits.Of(cone.Order, distance, farthest);
        IReadOnlyList<StoryRow> best = [];
        // More units are seldom fewer rows, but they may be: repeats fold, and what was said meets the message that brought it.
        var (without, step) = (0, Math.Max(1, mostRows / 12));
        for (var taken = Math.Min(units.Count, mostRows / 3); without < 12; taken = Math.Min(taken + step, units.Count))
        {
            int[] chosen = [.. units.Take(taken).SelectMany(unit => unit).Distinct().Order()];
            var rows = new Story(run, cone, distance, [.. chosen]).Rows();
            if (rows.Count <= mostRows) (best, without) = (rows, 0);
            else without++;
            if (taken == units.Count) break;
        }

        return best;
    }

    private List<StoryRow> Rows()
    {
        var sends = _chosen.Where(step => Events[step].Kind == TraceKind.Send).ToList();
        var ends = _chosen.Where(step => Events[step].Kind is TraceKind.Deliver or TraceKind.Lose)
            .ToLookup(step => Events[step].Cause);
        var rows = new List<(double Place, StoryRow Row)>();
        foreach (var send in sends) rows.AddRange(Messages(send, [.. ends[send]]));
        var inRows = rows.SelectMany(each => each.Row.Locals).Select(step => step.Number).ToHashSet();
        foreach (var step in _chosen.Select(step => Events[step]))
        {
            if (step.Kind is TraceKind.Send or TraceKind.Deliver or TraceKind.Lose || inRows.Contains(step.Number)) continue;
            if (step.Kind == TraceKind.Invoke && IsLead(step.Number)) continue;
            rows.Add((_places[step.Number], Local(step)));
        }

        return Folding.Fold([.. rows.OrderBy(each => each.Place).Select(each => each.Row)]);
    }

    private IEnumerable<(double, StoryRow)> Messages(int send, List<int> ends)
    {
        var message = Events[send];
        if (ends.Count == 0)
        {
            yield return (_places[send], Row(message, Arrow.Leaves, message, []) with { Note = "under way" });
            yield break;
        }

        for (var i = 0; i < ends.Count; i++)
        {
            var end = Events[ends[i]];
            // That the second of two equal messages was lost did nothing.
            if (end.Kind == TraceKind.Lose && i > 0) continue;
            if (end.Kind == TraceKind.Lose)
            {
                yield return (_places[send], Row(message, Arrow.Lost, message, []) with
                {
                    Note = StepWords.Reason(end.Data), Steps = 2,
                });
                continue;
            }

            var isWhole = i == 0 && TryMeet(message, end);
            if (i == 0 && !isWhole)
                yield return (_places[send], Row(message, Arrow.Leaves, message, []) with { Note = Late(send) });
            var reaction = Reaction(end);
            yield return (_places[end.Number], Row(end, isWhole ? Arrow.Whole : Arrow.Arrives, message, reaction) with
            {
                Note = i > 0 ? "again" : "", Steps = reaction.Count + (isWhole ? 2 : 1),
            });
        }
    }

    private string Late(int send) => _cone.Fates.Of(send) is { Fate: FaultClass.Delay, Late: var late }
        ? $"{Math.Round(late.TotalMilliseconds)} ms late,"
        : "";

    private StoryRow Row(TraceEvent at, Arrow arrow, TraceEvent message, List<TraceEvent> reaction)
    {
        var time = arrow == Arrow.Arrives || _places[message.Number] != message.Number ? at.Time : message.Time;
        return new StoryRow(time, arrow, message.Node, [message.Peer], message, reaction)
        {
            Lead = arrow == Arrow.Arrives ? "" : Lead(message.Number), Last = message.Time, Steps = 1,
            IsViolation = reaction.Append(at).Append(message).Any(step => IsViolation(step.Number)),
        };
    }

    private StoryRow Local(TraceEvent step) => new(step.Time, Arrow.None, step.Node, [], default, [step])
    {
        Lead = Lead(step.Number), Steps = 1, IsViolation = IsViolation(step.Number),
    };

    private bool IsViolation(int step) => _mark?.Step == step;

    /// <summary>
    /// Lets a message leave and arrive at one place of the order, if no machine sees its own steps in another order for it.
    /// What is late, or on its way when a fault of the network begins, keeps its two places.
    /// </summary>
    private bool TryMeet(TraceEvent send, TraceEvent arrival)
    {
        var (from, to) = (_places[send.Number], _places[arrival.Number]);
        if (_cone.Fates.IsLate(send.Number) || Between(-1, from, to, arrival.Number)) return false;
        if (!Between(arrival.Node, from, to, arrival.Number)) _places[arrival.Number] = from;
        else if (send.Node != arrival.Node && !Between(send.Node, from, to, send.Number)) _places[send.Number] = to;
        else return false;
        return true;
    }

    private bool Between(int machine, int from, int to, int except) => _byMachine.TryGetValue(machine, out var steps)
        && steps.Any(step => step != except && _places[step] > from && _places[step] < to);

    /// <summary>What the receiver does at once, and what shows: it stands beside the message.</summary>
    private List<TraceEvent> Reaction(TraceEvent arrival)
    {
        var mine = _byMachine[arrival.Node];
        return
        [
            .. mine.Skip(mine.IndexOf(arrival.Number) + 1).Select(step => Events[step])
                .TakeWhile(step => step.Kind is TraceKind.Observe or TraceKind.Return or TraceKind.Disk
                    && step.Time == arrival.Time && _cone.Order.Trigger(step.Number) == arrival.Number),
        ];
    }

    private bool IsLead(int call) => _cone.Order.After(call).FirstOrDefault() is { Kind: TraceKind.Send } send
        && send.Node == Events[call].Node && _places.ContainsKey(send.Number) && send.Time == Events[call].Time;

    /// <summary>Why the machine goes on here, in front of the first thing that it then does.</summary>
    private string Lead(int step)
    {
        foreach (var before in _cone.Order.Before(step))
        {
            if (before.Kind == TraceKind.Invoke && _places.ContainsKey(before.Number))
                return IsLead(before.Number) ? $"{StepWords.Value(before.Data, 20)}: " : "";
            if (before is { Kind: TraceKind.FaultEnds, Data: PauseFault }) return "resumes: ";
            if (before.Kind == TraceKind.Timer)
            {
                if (!_distance.ContainsKey(before.Number) || before.Time != Events[step].Time) return "";
                return IsEndOfPause(before) ? "resumes: " : TimerLead;
            }

            if (MachineOrder.SetsGoing(before) || _places.ContainsKey(before.Number)) return "";
        }

        return "";
    }

    /// <summary>A timer that was due while the machine stood still fires when it goes on.</summary>
    private bool IsEndOfPause(TraceEvent timer) =>
        _cone.Order.Before(timer.Number).FirstOrDefault() is { Kind: TraceKind.FaultEnds, Data: PauseFault } ended
        && ended.Time == timer.Time;
}
