using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>
/// The same search written again as plainly as can be: states are objects that are copied whole, and are told apart by texts.
/// It shares nothing with the engine but the scenario.
/// </summary>
internal sealed class NaiveSearch(HandlerScenario scenario)
{
    private readonly Dictionary<NodeId, IMessageHandler> _handlers =
        scenario.Handlers.ToDictionary(node => node.Id, node => node.Create(node.Id));

    /// <summary>What a search came to.</summary>
    public sealed record Count(int States, long Transitions, int Depth, int AtRest, int? FirstBad);

    /// <summary>Level by level, with a set of the texts that were met.</summary>
    public Count ByLevels(Func<Cluster, bool>? isBad = null)
    {
        var first = Begin();
        HashSet<string> met = [first.Text()];
        List<Cluster> level = [first];
        var (transitions, depth, atRest) = (0L, 0, 0);
        int? bad = null;
        for (; ; depth++)
        {
            atRest += level.Count(IsAtRest);
            if (bad is null && level.Exists(cluster => isBad?.Invoke(cluster) == true)) bad = depth;
            List<Cluster> next = [];
            foreach (var after in level.SelectMany(Successors))
            {
                transitions++;
                if (met.Add(after.Text())) next.Add(after);
            }

            if (next.Count == 0) return new Count(met.Count, transitions, depth, atRest, bad);
            level = next;
        }
    }

    /// <summary>Along every path to its end, however often it comes to a state again: only where all runs end.</summary>
    public int ByPaths()
    {
        HashSet<string> met = [];
        Walk(Begin());
        return met.Count;

        void Walk(Cluster cluster)
        {
            met.Add(cluster.Text());
            foreach (var next in Successors(cluster)) Walk(next);
        }
    }

    private Cluster Begin()
    {
        var cluster = new Cluster
        {
            Losses = scenario.Losses, Doubles = scenario.Doubles, Crashes = scenario.Crashes,
            Timeouts = scenario.MostTimeouts ?? -1, Waiting = [.. scenario.Injections],
        };
        foreach (var (id, _) in scenario.Handlers) cluster.Machines[id] = new Machine();
        foreach (var (id, _) in scenario.Handlers) Start(cluster, id);
        return cluster;
    }

    private bool IsAtRest(Cluster cluster) =>
        cluster.Messages.Count == 0 && cluster.Waiting.Count == 0
        && cluster.Machines.Values.All(machine => machine.Timers.Count == 0);

    private IEnumerable<Cluster> Successors(Cluster cluster)
    {
        foreach (var sent in cluster.Waiting)
        {
            yield return Copy(cluster, copy =>
            {
                copy.Waiting.RemoveAt(copy.Waiting.FindIndex(other => ReferenceEquals(other, sent)));
                Receive(copy, new MessageUnderWay(sent.From, sent.To, sent.Message));
            });
        }

        foreach (var message in cluster.Messages.Distinct())
        {
            yield return Copy(cluster, copy => { copy.Messages.Remove(message); Receive(copy, message); });
            if (cluster.Losses > 0) yield return Copy(cluster, copy => { copy.Messages.Remove(message); copy.Losses--; });
            if (cluster.Doubles > 0) yield return Copy(cluster, copy => { copy.Doubles--; Receive(copy, message); });
        }

        foreach (var (id, machine) in cluster.Machines)
        {
            if (cluster.Crashes > 0) yield return Copy(cluster, copy => { copy.Crashes--; Start(copy, id); });
            if (cluster.Timeouts == 0) continue;
            foreach (var timer in machine.Timers)
            {
                yield return Copy(cluster, copy =>
                {
                    if (copy.Timeouts > 0) copy.Timeouts--;
                    copy.Machines[id].Timers.Remove(timer);
                    Do(copy, id, _handlers[id].Timeout(copy.Machines[id].State!, timer));
                });
            }
        }
    }

    private static Cluster Copy(Cluster cluster, Action<Cluster> change)
    {
        var copy = cluster.Copy();
        change(copy);
        return copy;
    }

    private void Start(Cluster cluster, NodeId id)
    {
        var machine = cluster.Machines[id] = new Machine { Saved = cluster.Machines[id].Saved };
        ValueList<NodeId> peers = [.. cluster.Machines.Keys.Where(other => other != id)];
        Do(cluster, id, _handlers[id].Start(id, peers, machine.Saved));
    }

    private void Receive(Cluster cluster, MessageUnderWay sent) =>
        Do(cluster, sent.To, _handlers[sent.To].Receive(cluster.Machines[sent.To].State!, sent.From, sent.Message));

    private void Do(Cluster cluster, NodeId id, Step step)
    {
        var machine = cluster.Machines[id];
        machine.State = step.State;
        foreach (var effect in step.Effects)
        {
            if (effect is SaveEffect save) machine.Saved = save.Value;
            if (effect is SetTimerEffect set) machine.Timers.Add(set.Name);
            if (effect is StopTimerEffect stop) machine.Timers.Remove(stop.Name);
            if (effect is ObserveEffect seen) machine.Latest[seen.Name] = seen.Value;
            if (effect is ObserveEffect told) Remember(cluster, id, told.Name, told.Value);
            if (effect is not SendEffect send) continue;
            if (cluster.Machines.ContainsKey(send.To)) cluster.Messages.Add(new MessageUnderWay(id, send.To, send.Message));
            else Remember(cluster, send.To, HandlerScenario.Reply, send.Message);
        }
    }

    private void Remember(Cluster cluster, NodeId who, string name, object? value)
    {
        var fact = $"{who} {name} {value}";
        if (scenario.Remembered.TryGetValue(name, out var most) && cluster.Facts.Count(other => other == fact) < most)
            cluster.Facts.Add(fact);
    }

    internal sealed class Machine
    {
        public object? State { get; set; }

        public object? Saved { get; set; }

        public SortedSet<string> Timers { get; init; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, object?> Latest { get; init; } = new(StringComparer.Ordinal);

        public Machine Copy() => new()
        {
            State = State, Saved = Saved,
            Timers = new(Timers, StringComparer.Ordinal), Latest = new(Latest, StringComparer.Ordinal),
        };
    }

    internal sealed class Cluster
    {
        public SortedDictionary<NodeId, Machine> Machines { get; init; } = [];

        public List<MessageUnderWay> Messages { get; init; } = [];

        public List<string> Facts { get; init; } = [];

        public List<Injection> Waiting { get; init; } = [];

        public int Losses { get; set; }

        public int Doubles { get; set; }

        public int Crashes { get; set; }

        public int Timeouts { get; set; }

        public Cluster Copy() => new()
        {
            Machines = new(Machines.ToDictionary(entry => entry.Key, entry => entry.Value.Copy())),
            Messages = [.. Messages], Facts = [.. Facts], Waiting = [.. Waiting],
            Losses = Losses, Doubles = Doubles, Crashes = Crashes, Timeouts = Timeouts,
        };

        public string Text() => string.Join('\n',
        [
            $"{Losses} {Doubles} {Crashes} {Timeouts} {string.Join(';', Waiting)}",
            .. Machines.Select(entry => $"{entry.Key} {entry.Value.State} | {entry.Value.Saved} | " +
                $"{string.Join(',', entry.Value.Timers)} | {string.Join(',', entry.Value.Latest)}"),
            .. Messages.Select(message => message.ToString()).Order(StringComparer.Ordinal),
            .. Facts.Order(StringComparer.Ordinal),
        ]);
    }
}
