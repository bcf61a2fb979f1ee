namespace Katas.Engine.Interleaving.Running;

/// <summary>The steps of one schedule, and which of them come before which because they depend on each other.</summary>
internal sealed class Dependence
{
    private readonly Dictionary<Location, (VectorClock Changed, VectorClock Seen)> _clocks = [];
    private readonly (VectorClock Changed, VectorClock Seen) _anything = (new(), new());
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

    public Step Add(LogicalThread thread, Location location, StepKind kind, int owner)
    {
        var order = thread.Order;
        var before = order.Copy();
        if (!_clocks.TryGetValue(location, out var clocks))
            _clocks[location] = clocks = (new VectorClock(), new VectorClock());
        var isUnknown = !location.IsKnown;
        if (isUnknown)
            clocks = _anything;
        order.Join(clocks.Changed);
        order.Join(isUnknown ? null : _anything.Changed);
        if (kind.Changes())
        {
            order.Join(clocks.Seen);
            order.Join(isUnknown ? null : _anything.Seen);
        }

        if (isUnknown)
        {
            foreach (var (changed, seen) in _clocks.Values)
            {
                order.Join(changed);
                order.Join(kind.Changes() ? seen : null);
            }
        }

        var time = order.Tick(thread.Index);
        (kind.Changes() ? clocks.Changed : clocks.Seen).Join(order);
        var step = new Step(_steps.Count, thread.Index, time, thread.Node, location, kind, owner, before,
            order.Copy());
        _steps.Add(step);
        return step;
    }
}
