using Katas.Engine.Reporting;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Tracing;

/// <summary>The steps that a violation is about: where it showed, and what it contradicts.</summary>
internal static class ViolationRoots
{
    private const int MostWitnesses = 3;
    private const int Certain = 2;

    /// <summary>The steps in their order; none only if the trace is empty.</summary>
    public static IReadOnlyList<int> Of(SimulatedRun run, MachineOrder order)
    {
        if (run.Trace.Events.Count == 0) return [];
        IEnumerable<int> roots = run.Failure switch
        {
            { Finding: SimulationFinding.PropertyBroken, Step: >= 0 } broken => Broken(broken, order),
            { Finding: SimulationFinding.NotLinearizable, Judged.Counterexample: { } core } =>
                Calls(run, order, [.. core.Operations.Select(each => each.Operation.Index)]),
            { Finding: SimulationFinding.NeverCameAbout } => LastWords(order),
            { Step: >= 0 and var step } => [step],
            { Node: { } node } => [order.Last(order.Trace.Nodes.ToList().IndexOf(node))],
            _ => [],
        };
        var found = roots.Where(root => root >= 0).Distinct().Order().ToList();
        return found.Count > 0 ? found : [run.Trace.Events.Count - 1];
    }

    /// <summary>Whether a promise is asked at such a step: at any other it was asked because the run was over.</summary>
    public static bool IsAskedAt(TraceKind kind) => kind is TraceKind.Observe or TraceKind.Invoke or TraceKind.Return
        or TraceKind.FaultBegins or TraceKind.FaultEnds or TraceKind.Start or TraceKind.Heal;

    /// <summary>Where the text names a word, whole.</summary>
    public static bool Names(string text, string word)
    {
        if (word.Length == 0) return false;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0;
             at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }

    /// <summary>The calls and returns of some operations, which are numbered in the order of their calls.</summary>
    public static IEnumerable<int> Calls(SimulatedRun run, MachineOrder order, IReadOnlyList<int> operations)
    {
        var calls = run.Trace.Events.Where(step => step.Kind == TraceKind.Invoke).ToList();
        foreach (var operation in operations.Where(operation => operation < calls.Count))
        {
            var call = calls[operation];
            yield return call.Number;
            var next = order.After(call.Number)
                .FirstOrDefault(step => step.Kind is TraceKind.Return or TraceKind.Invoke or TraceKind.Start);
            if (next.Kind == TraceKind.Return) yield return next.Number;
        }
    }

    private static IEnumerable<int> Broken(SimulationFailure failure, MachineOrder order)
    {
        var last = order.Trace.Events[failure.Step];
        if (!IsAskedAt(last.Kind)) return AtTheEnd(failure, order);
        return last.Data is Observation observed
            ? Contradicted(observed, last.Number, failure.Evidence, order)
                .Concat(Named(observed, last.Number, failure.Evidence, order)).Append(last.Number)
            : AtTheEnd(failure, order).Append(last.Number);
    }

    /// <summary>Under other names what the evidence repeats, name and value: that 7 was confirmed, where n1 restored 0.</summary>
    private static IEnumerable<int> Named(Observation observed, int step, string evidence, MachineOrder order) =>
        order.Trace.Events.Take(step)
            .Where(each => each.Data is Observation other && other.Name != observed.Name
                && Names(evidence, other.Name) && Names(evidence, Show.Value(other.Value)))
            .Select(each => each.Number).TakeLast(MostWitnesses);

    /// <summary>
    /// What was observed before under that name, on each machine the last of an equal and the last of another value: of two
    /// leaders in one term the first has said so long ago. What the evidence names goes before what is only near.
    /// </summary>
    private static IEnumerable<int> Contradicted(Observation observed, int step, string evidence, MachineOrder order)
    {
        var earlier = order.Trace.Events.Take(step)
            .Where(each => each.Data is Observation other && other.Name == observed.Name)
            .Select(each => (each.Number, Said: (Observation)each.Data!))
            .GroupBy(each => (each.Said.Node, Equals(each.Said.Value, observed.Value)))
            .Select(alike => alike.MaxBy(each => (Likeness(each.Said, observed, evidence), each.Number)))
            .OrderByDescending(each => Likeness(each.Said, observed, evidence)).ThenByDescending(each => each.Number).ToList();
        var best = earlier.Count == 0 ? 0 : Likeness(earlier[0].Said, observed, evidence);
        // Where one contradicts for certain, those that only could are noise.
        return earlier.Where(each => best < Certain || Likeness(each.Said, observed, evidence) >= Certain)
            .Take(MostWitnesses).Select(each => each.Number);
    }

    private static int Likeness(Observation other, Observation observed, string evidence)
    {
        var (isEqual, isOthers) = (Equals(other.Value, observed.Value), other.Node != observed.Node);
        // Two votes in one term, two leaders of it: what the first part names can be one thing only.
        if (!isEqual && ValueKey.Of(other.Value) is { } key && key.Equals(ValueKey.Of(observed.Value))) return Certain + Certain;
        var isNamed = Names(evidence, Show.Value(other.Value)) && (isOthers || !isEqual);
        return (isEqual && isOthers ? Certain : 0) + (isNamed ? Certain : 0)
            + (isOthers && Names(evidence, other.Node.Name) ? Certain : 0) + (isOthers ? 1 : 0);
    }

    /// <summary>What the evidence names; otherwise what each machine said last.</summary>
    private static IEnumerable<int> AtTheEnd(SimulationFailure failure, MachineOrder order)
    {
        var named = order.Trace.Events.Take(failure.Step + 1)
            .Where(each => each.Data is Observation said && Names(failure.Evidence, Show.Value(said.Value))
                && (Names(failure.Evidence, said.Node.Name) || !NamesAny(failure.Evidence, order.Trace.Nodes)))
            .Select(each => each.Number).TakeLast(MostWitnesses).ToList();
        return named.Count > 0 ? named : LastWords(order);
    }

    private static bool NamesAny(string evidence, IReadOnlyList<NodeId> nodes) => nodes.Any(node => Names(evidence, node.Name));

    private static IEnumerable<int> LastWords(MachineOrder order)
    {
        for (var node = 0; node < order.Trace.Nodes.Count; node++)
        {
            var last = order.Last(node);
            if (last < 0) continue;
            yield return order.Before(last).Prepend(order.Trace.Events[last])
                .Where(step => step.Kind is TraceKind.Observe or TraceKind.Return).Select(step => step.Number)
                .FirstOrDefault(last);
        }
    }
}
