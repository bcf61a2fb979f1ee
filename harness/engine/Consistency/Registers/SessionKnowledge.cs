namespace Katas.Engine.Consistency.Registers;

/// <summary>What one client's reads must have seen: it grows as the session goes on.</summary>
internal sealed class SessionKnowledge(RegisterHistory registers, SessionGuarantee guarantees, WriteOrder order)
{
    private readonly HashSet<int> _known = [];
    private readonly Dictionary<(object? Key, int), List<(int Write, Demand Demand)>> _byKey = [];
    private readonly HashSet<(int Write, int Count)> _done = [];

    private bool MonotonicReads => guarantees.HasFlag(SessionGuarantee.MonotonicReads);

    public void Follow(IReadOnlyList<Access> session)
    {
        foreach (var access in session)
        {
            if (!access.IsWrite) Read(access);
            else if (guarantees.HasFlag(SessionGuarantee.ReadYourWrites) && !access.IsOpen)
                Learn(access.Node, new Demand(SessionGuarantee.ReadYourWrites, null, access));
        }
    }

    private void Read(Access read)
    {
        var seen = registers.WriteOf[read.Node];
        var known = Of(read.Register.Key);
        if (seen < 0 && known.Count > 0)
            order.ReportInitial(read, registers.Accesses[known[^1].Write], known[^1].Demand);
        if (seen < 0) return;
        if (MonotonicReads || _done.Add((seen, known.Count)))
        {
            foreach (var (write, demand) in known.Where(each => each.Write != seen))
                order.Require(write, seen, DependencyKind.WriteRead, demand with { By = read });
        }

        if (!MonotonicReads) return;

        // What this read was known to follow is before what it saw, and so is forgotten: later reads follow the latter.
        known.Clear();
        Learn(seen, new Demand(SessionGuarantee.MonotonicReads, null, read));
        if (known.All(each => each.Write != seen)) known.Add((seen, new Demand(SessionGuarantee.MonotonicReads, null, read)));
    }

    /// <summary>Adds a write and all that comes with it.</summary>
    private void Learn(int write, Demand demand)
    {
        var open = new Stack<(int Write, SessionGuarantee With)>([(write, demand.Guarantees)]);
        while (open.TryPop(out var next))
        {
            if (!_known.Add(next.Write)) continue;
            Of(registers.Accesses[next.Write].Register.Key).Add((next.Write, demand with { Guarantees = next.With }));
            var with = next.With | (guarantees & (SessionGuarantee.MonotonicWrites | SessionGuarantee.WritesFollowReads));
            foreach (var brought in order.Brings(next.Write)) open.Push((brought, with));
        }
    }

    private List<(int Write, Demand Demand)> Of(object? key)
    {
        if (!_byKey.TryGetValue((key, 0), out var known)) _byKey.Add((key, 0), known = []);
        return known;
    }
}
