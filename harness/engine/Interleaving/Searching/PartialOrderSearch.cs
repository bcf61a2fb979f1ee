using System.Numerics;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Dynamic partial-order reduction with source sets and sleep sets.</summary>
/// <remarks>
/// <para>
/// After a schedule has run, each pair of its steps that conflict, and that nothing else orders, is a race: the other order
/// may end differently. The search goes back to the decision before the earlier step and lets somebody begin there who leads
/// to that other order, unless one of those who do is tried there anyway. Abdulla, Aronis, Jonsson and Sagonas, "Source Sets:
/// A Foundation for Optimal Dynamic Partial Order Reduction", J. ACM 2017, algorithm "source-DPOR".
/// </para>
/// <para>
/// A thread that was tried at a decision sleeps below its other branches, until a step is made that depends on what it did.
/// A schedule in which all who can go on sleep has been seen in another order, and is given up.
/// </para>
/// </remarks>
internal sealed class PartialOrderSearch : ISearch
{
    private readonly List<Node> _nodes = [];
    private bool _hasBegun;
    private int _leftAt = -1;

    public string Scope => "all interleavings";

    public IGuide? Next()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            return new Guide(this);
        }

        while (_nodes.Count > 0)
        {
            var node = _nodes[^1];
            var left = node.ToTry & ~node.Tried & ~node.AsleepAtEntry;
            if (left != 0)
            {
                node.Chosen = BitOperations.TrailingZeroCount(left);
                node.Tried |= 1ul << node.Chosen;
                _leftAt = _nodes.Count - 1;
                return new Guide(this);
            }

            _nodes.RemoveAt(_nodes.Count - 1);
        }

        return null;
    }

    public void Learn(ScheduleRun run)
    {
        var steps = run.DependentSteps;
        RememberWhatWasTried(steps);
        // Whoever does not end would not end in another order either.
        if (run.Verdict is { Outcome: not ExplorationOutcome.DataRace })
            return;
        // Those before the decision at which this schedule left the one before were looked at then.
        for (var i = _leftAt < 0 ? 0 : run.Decisions[_leftAt].Steps; i < steps.Count; i++)
        {
            var later = steps[i];
            foreach (var earlier in Races.Of(steps, later))
            {
                if (earlier.Node >= 0 && earlier.Node < _nodes.Count)
                    Reverse(steps, earlier, later);
            }
        }
    }

    /// <summary>What the chosen thread did from each decision to the next: while it sleeps, others look out for that.</summary>
    private void RememberWhatWasTried(IReadOnlyList<Step> steps)
    {
        foreach (var group in steps.Where(s => s.Node >= 0).GroupBy(s => (s.Node, s.Thread)))
        {
            if (group.Key.Node < _nodes.Count && _nodes[group.Key.Node].Chosen == group.Key.Thread)
                {
                var node = _nodes[group.Key.Node];
                node.Did[group.Key.Thread] = new Deeds([.. group], node.Owners);
            }
        }
    }

    private void Reverse(IReadOnlyList<Step> steps, Step earlier, Step later)
    {
        var node = _nodes[earlier.Node];
        var initials = Initials(steps, earlier, later) & node.Candidates;
        if (initials != 0 && (initials & (node.ToTry | node.AsleepAtEntry)) == 0)
            node.ToTry |= initials & (~initials + 1);
    }

    /// <summary>The threads that can begin, before the earlier step, an order in which the later one comes first.</summary>
    private static ulong Initials(IReadOnlyList<Step> steps, Step earlier, Step later)
    {
        var initials = 0ul;
        var seen = 0ul;
        var independent = new List<Step>();
        for (var i = earlier.Number + 1; i <= later.Number; i++)
        {
            var step = steps[i];
            if (step != later && earlier.ComesBefore(step))
                continue;
            var bit = 1ul << step.Thread;
            if ((seen & bit) == 0 && !independent.Exists(s => ComesBefore(s, step, later)))
                initials |= bit;
            seen |= bit;
            independent.Add(step);
        }

        return initials;
    }

    /// <summary>The later step's own order already has the earlier one of the race in it; what it knew before counts.</summary>
    private static bool ComesBefore(Step step, Step other, Step later) =>
        other == later ? other.Before[step.Thread] >= step.Time || other.DependsOn(step) : step.ComesBefore(other);

    private sealed class Node(ulong candidates, int chosen)
    {
        public ulong Candidates { get; } = candidates;

        public int Chosen { get; set; } = chosen;

        public ulong ToTry { get; set; } = 1ul << chosen;

        public ulong Tried { get; set; } = 1ul << chosen;

        public ulong AsleepAtEntry { get; init; }

        /// <summary>What each thread that was tried here, or before, did until the next decision.</summary>
        public Dictionary<int, Deeds> Did { get; init; } = [];

        /// <summary>How many objects the schedule had met.</summary>
        public required int Owners { get; init; }
    }

    /// <summary>The steps of a thread after a decision, and how many objects the schedule had met until then.</summary>
    private sealed record Deeds(Step[] Steps, int Owners)
    {
        public bool Wakes(Step step) => Array.Exists(Steps, s => s.MayConflictWith(step, Owners));
    }

    /// <summary>Repeats the decisions that stand, then makes new ones.</summary>
    private sealed class Guide(PartialOrderSearch search) : IGuide
    {
        private readonly Dictionary<int, Deeds> _asleep = [];
        private ScheduleRun? _run;
        private readonly int _standing = search._nodes.Count;
        private int _next;

        public bool NeedsSteps => true;

        public void Begin(ScheduleRun run) => _run = run;

        public int Choose(int number, ulong candidates, int preferred)
        {
            _next = number + 1;
            if (number < _standing)
            {
                var node = search._nodes[number];
                if (number == _standing - 1)
                    PutToSleep(node);
                return node.Chosen;
            }

            var asleep = _asleep.Keys.Aggregate(0ul, (set, thread) => set | 1ul << thread) & candidates;
            var awake = candidates & ~asleep;
            if (awake == 0)
                return IGuide.Redundant;
            var chosen = (awake >> preferred & 1) != 0 ? preferred : Candidates.NextAfter(preferred, awake);
            var did = _asleep.Where(a => (candidates >> a.Key & 1) != 0).ToDictionary();
            search._nodes.Add(new Node(candidates, chosen) 
            {
                AsleepAtEntry = asleep, Did = did, Owners = _run!.Owners.Count,
            });
            return chosen;
        }

        public bool IsRedundant(int onlyCandidate) => _next >= _standing && _asleep.ContainsKey(onlyCandidate);

        public void Made(Step step)
        {
            if (_next < _standing || _asleep.Count == 0)
                return;
            foreach (var (thread, did) in _asleep)
            {
                if (thread == step.Thread || did.Wakes(step))
                    _asleep.Remove(thread);
            }
        }

        private void PutToSleep(Node node)
        {
            foreach (var (thread, did) in node.Did)
            {
                if (thread != node.Chosen)
                    _asleep[thread] = did;
            }
        }
    }

    /// <summary>Pairs of steps whose other order the search must try.</summary>
    private static class Races
    {
        /// <summary>The steps that race with a later one.</summary>
        public static List<Step> Of(IReadOnlyList<Step> steps, Step later)
        {
            var found = new List<Step>();
            // A thread's latest step that conflicts is enough: with it reversed, the ones before become races.
            var seen = 1ul << later.Thread;
            for (var i = later.Number - 1; i >= 0; i--)
            {
                var earlier = steps[i];
                if ((seen >> earlier.Thread & 1) != 0 || !later.IsInConflictWith(earlier.Location, earlier.Kind)
                    || !later.Kind.CouldComeBefore(earlier.Kind))
                    continue;
                seen |= 1ul << earlier.Thread;
                if (later.Before[earlier.Thread] < earlier.Time && !found.Exists(f => earlier.ComesBefore(f)))
                    found.Add(earlier);
            }

            return found;
        }
    }
}
