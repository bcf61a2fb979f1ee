using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>How much each step of a cone says about the violation: 0 is the violation itself, more is farther from it.</summary>
/// <remarks>
/// A cone holds nearly all that a cluster ever did, because heartbeats tie everything to everything. So it is walked backwards
/// along what set each step going: the message that arrived, who sent it and why. This follows one thread through each machine
/// instead of all that it ever did. What the walk does not meet comes behind.
/// </remarks>
internal sealed class Relevance
{
    /// <summary>Steps of this distance and more only fill a page.</summary>
    public const int Background = 14;

    private const int NearFaults = 4;
    private const int Routine = 8;

    private readonly CausalCone _cone;
    private readonly PriorityQueue<int, (int Distance, int Step)> _queue = new();
    private readonly Dictionary<int, int> _distance = [];
    private readonly Dictionary<(int, int, Type?), int> _sends = [];

    private Relevance(CausalCone cone)
    {
        _cone = cone;
        foreach (var step in Events.Where(step => step.Kind == TraceKind.Send))
            _sends[Key(step)] = _sends.GetValueOrDefault(Key(step)) + 1;
        foreach (var root in cone.Roots) Reach(root, 0);
        while (_queue.TryDequeue(out var step, out var at))
            if (_distance[step] == at.Distance && at.Distance < Background) Walk(Events[step], at.Distance);
        AddFaults();
        AddTheRest();
    }

    private IReadOnlyList<TraceEvent> Events => _cone.Order.Trace.Events;

    private MachineOrder Order => _cone.Order;

    /// <summary>The distance of each step of the cone; of timers, starts and the like only if the walk met them.</summary>
    public static IReadOnlyDictionary<int, int> Of(CausalCone cone) => new Relevance(cone)._distance;

    private void Reach(int step, int distance)
    {
        if (step < 0 || !_cone.Contains(step) || (_distance.TryGetValue(step, out var known) && known <= distance)) return;
        _distance[step] = distance;
        _queue.Enqueue(step, (distance, -step));
    }

    private void Walk(TraceEvent step, int at)
    {
        switch (step.Kind)
        {
            case TraceKind.Deliver:
                Reach(step.Cause, at);
                foreach (var like in Alike(step)) Reach(like, at + 2);
                break;
            case TraceKind.Timer:
                Reach(SetIn(step), at + 1);
                break;
            case TraceKind.Start:
                BeforeTheCrash(step, at);
                break;
            case TraceKind.FaultEnds when step.Data is PauseFault:
                Reach(Order.Trigger(step.Number), at + 1);
                break;
            case TraceKind.FaultBegins or TraceKind.FaultEnds or TraceKind.Heal:
                break;
            case TraceKind.Lose:
                Reach(step.Cause, at);
                break;
            default:
                Act(step, at);
                break;
        }
    }

    /// <summary>What a machine did because something set it going.</summary>
    private void Act(TraceEvent step, int at)
    {
        var trigger = Order.Trigger(step.Number);
        var isRoutine = step.Kind == TraceKind.Send && trigger >= 0 && Events[trigger].Kind == TraceKind.Timer
            && _sends[Key(step)] > Routine;
        Reach(trigger, at + (isRoutine ? 5 : 1));
        if (step.Kind == TraceKind.Return) Reach(CallOf(step), at);
        foreach (var before in Order.Before(step.Number).TakeWhile(before => before.Number != trigger))
            if (before.Kind is TraceKind.Observe or TraceKind.Disk or TraceKind.Invoke) Reach(before.Number, at + 1);
        // Behind a slow disk the machine went on by itself; what it answers came from the one that it answers.
        if (step.Kind == TraceKind.Send && trigger >= 0 && Events[trigger].Time < step.Time
            && Events[trigger].Kind != TraceKind.Timer) Reach(AskedBy(step), at + 1);
    }

    /// <summary>What the machine was doing when it set a timer.</summary>
    private int SetIn(TraceEvent timer) => timer.Cause < 0 || MachineOrder.SetsGoing(Events[timer.Cause])
        ? timer.Cause
        : Order.Trigger(timer.Cause);

    /// <summary>Messages that the machine waited for together, such as votes: it did nothing between them that shows.</summary>
    private IEnumerable<int> Alike(TraceEvent arrival) => Order.Before(arrival.Number)
        .TakeWhile(before => before.Kind is TraceKind.Deliver or TraceKind.Timer)
        .Where(before => before.Data is not null && before.Data.GetType() == arrival.Data?.GetType())
        .Select(before => before.Number).Take(6);

    private int AskedBy(TraceEvent send) => Order.Before(send.Number)
        .TakeWhile(before => before.Kind != TraceKind.Send || before.Peer != send.Peer)
        .Where(before => before.Kind == TraceKind.Deliver && before.Peer == send.Peer).Select(before => before.Number)
        .FirstOrDefault(-1);

    private int CallOf(TraceEvent answer) => Order.Before(answer.Number)
        .Where(before => before.Kind == TraceKind.Invoke).Select(before => before.Number).FirstOrDefault(-1);

    /// <summary>What a machine had on its disk, or had said, when it crashed.</summary>
    private void BeforeTheCrash(TraceEvent start, int at)
    {
        var crash = Order.Before(start.Number).FirstOrDefault(step => step.Kind == TraceKind.FaultBegins);
        if (crash.Data is not CrashFault) return;
        Reach(crash.Number, at);
        foreach (var last in Order.Before(crash.Number)
                     .Where(step => step.Kind is TraceKind.Disk or TraceKind.Observe).Take(2)) Reach(last.Number, at + 2);
    }

    /// <summary>
    /// A shrunk run has few faults, and needs each. In others, what happened to single messages is mostly noise.
    /// </summary>
    private void AddFaults()
    {
        var begun = _cone.Steps.Where(IsFault).Reverse().ToList();
        var near = begun.Count <= NearFaults
            ? begun
            : [.. begun.Where(step => Events[step].Kind == TraceKind.FaultBegins).Take(NearFaults)];
        foreach (var step in begun)
        {
            var distance = near.Contains(step) ? 1 : Routine;
            _distance[step] = Math.Min(distance, _distance.GetValueOrDefault(step, distance));
        }
    }

    private bool IsFault(int step) => Events[step].Kind switch
    {
        TraceKind.FaultBegins => true,
        TraceKind.Send => _cone.Fates.Of(step) is not null,
        _ => false,
    };

    private void AddTheRest()
    {
        var machines = _distance.Keys.Select(step => Events[step].Node).ToHashSet();
        foreach (var step in _cone.Steps.Select(step => Events[step]).Where(step => !_distance.ContainsKey(step.Number)).ToList())
        {
            var distance = step.Kind switch
            {
                TraceKind.Lose when machines.Contains(step.Node) && machines.Contains(step.Peer) => 3,
                TraceKind.Lose => 12,
                TraceKind.Invoke or TraceKind.Return => 8,
                TraceKind.Observe => 9,
                TraceKind.Disk => 11,
                TraceKind.Deliver => BroughtSomething(step) ? Background : Background + 2,
                TraceKind.Start => Background,
                _ => -1,
            };
            if (distance < 0) continue;
            _distance[step.Number] = distance;
            if (step.Kind is TraceKind.Lose or TraceKind.Deliver)
                _distance[step.Cause] = Math.Min(distance, _distance.GetValueOrDefault(step.Cause, distance));
        }
    }

    private bool BroughtSomething(TraceEvent arrival) =>
        Order.After(arrival.Number).TakeWhile(step => !MachineOrder.SetsGoing(step)).Any();

    private static (int From, int To, Type? Message) Key(TraceEvent step) => (step.Node, step.Peer, step.Data?.GetType());
}
