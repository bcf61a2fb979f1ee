using System.Numerics;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Iterative preemption bounding: all schedules without preemption, then all with one, and so on.</summary>
/// <remarks>
/// Each schedule is run once: its prefix is made by exactly one other schedule, its parent. After Musuvathi and Qadeer,
/// "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007.
/// </remarks>
internal sealed class PreemptionSearch : ISearch
{
    private readonly int _maxPreemptions;
    private Prefix _prefix;
    private readonly Stack<Prefix> _now = new();
    private readonly Stack<Prefix> _later = new();

    public PreemptionSearch(int maxPreemptions)
    {
        _maxPreemptions = maxPreemptions;
        _now.Push(Prefix.Empty);
    }

    public string Scope => _maxPreemptions == int.MaxValue
        ? "every schedule"
        : $"every one with at most {_maxPreemptions} preemption{(_maxPreemptions == 1 ? "" : "s")}";

    public IGuide? Next() => TryNext(out _prefix) ? new PrefixGuide(_prefix) : null;

    public void Learn(ScheduleRun run)
    {
        // Variations of a schedule that does not end would not end either.
        if (run.Verdict is null or { Outcome: ExplorationOutcome.DataRace })
            Expand(_prefix, run.Decisions);
    }

    private bool TryNext(out Prefix prefix)
    {
        if (_now.TryPop(out prefix))
            return true;
        // One more preemption than all before: each of these was made by a schedule of the level that just ended.
        // The one found first goes first: it takes the processor from T1, as the reader of the table expects.
        while (_later.TryPop(out prefix))
            _now.Push(prefix);
        return _now.TryPop(out prefix);
    }

    /// <summary>Adds every schedule that differs from this one in one choice after its prefix.</summary>
    private void Expand(Prefix prefix, IReadOnlyList<Decision> decisions)
    {
        for (var i = prefix.Count; i < decisions.Count; i++)
        {
            var others = decisions[i].Candidates & ~(1ul << decisions[i].Chosen);
            for (; others != 0; others &= others - 1)
            {
                var other = BitOperations.TrailingZeroCount(others);
                Add(new Prefix(decisions, i, other, prefix.Preemptions), decisions[i]);
            }
        }
    }

    private void Add(Prefix prefix, Decision branch)
    {
        if (branch.Continuing < 0)
            _now.Push(prefix);
        else if (prefix.Preemptions < _maxPreemptions)
            _later.Push(prefix with { Preemptions = prefix.Preemptions + 1 });
    }
}
