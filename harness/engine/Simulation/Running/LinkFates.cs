using Katas.Engine.Simulation.Faults;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>What happens to single messages: by the rates of the plan and by flaky links, or from a list.</summary>
/// <param name="world">The cluster.</param>
/// <param name="on">The kinds of fault that this seed has.</param>
/// <param name="happened">Where each message's fate is written down.</param>
internal sealed class LinkFates(World world, IReadOnlySet<FaultClass> on, List<Fault> happened)
{
    private readonly Dictionary<(NodeId, NodeId, int), MessageFault> _listed = [];
    private readonly List<FlakyLink> _flaky = [];

    private MessageRates Rates => world.Scenario.Plan.Messages;

    /// <summary>This will happen to a message.</summary>
    public void List(MessageFault fault) => _listed[(fault.From, fault.To, fault.Number)] = fault;

    /// <summary>A link loses messages from now on. What it loses is written down, message by message, and not the link.</summary>
    public void Begin(FlakyLink link) => _flaky.Add(link);

    /// <summary>What happens to a message; null: nothing.</summary>
    public MessageFault? Of(NodeId from, NodeId to, int link, int number)
    {
        if (world.View.HasHealed) return null;
        var fate = world.Plan.Faults is null ? Drawn(from, to, link, number) : _listed.GetValueOrDefault((from, to, number));
        if (fate is not null) happened.Add(fate);
        return fate;
    }

    private MessageFault? Drawn(NodeId from, NodeId to, int link, int number)
    {
        if (Hits(FaultClass.Drop, Rates.Drop, Draw.Purpose.Drop, link, number) || IsLostOnTheWay(from, to, link, number))
            return new MessageFault(from, to, number, FaultClass.Drop, TimeSpan.Zero);
        if (Hits(FaultClass.Duplicate, Rates.Duplicate, Draw.Purpose.Duplicate, link, number))
            return new MessageFault(from, to, number, FaultClass.Duplicate, Late(link, number));
        return Hits(FaultClass.Delay, Rates.Delay, Draw.Purpose.Late, link, number)
            ? new MessageFault(from, to, number, FaultClass.Delay, Late(link, number))
            : null;
    }

    private bool IsLostOnTheWay(NodeId from, NodeId to, int link, int number)
    {
        foreach (var flaky in _flaky)
        {
            var isNow = flaky.At <= world.Elapsed && world.Elapsed < flaky.At + flaky.For;
            if (!isNow || flaky.From != from || flaky.To != to) continue;
            if (Hits(FaultClass.Drop, flaky.Drop, Draw.Purpose.Flaky, link, number)) return true;
        }

        return false;
    }

    private bool Hits(FaultClass kind, double rate, Draw.Purpose purpose, int link, int number) =>
        rate > 0 && on.Contains(kind) && world.Draw.Fraction(purpose, (ulong)link, (ulong)number) < rate;

    private TimeSpan Late(int link, int number) =>
        Rates.Late * world.Draw.Fraction(Draw.Purpose.Late, ~(ulong)link, (ulong)number);
}
