namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges stacks whose values are all different, in n log n.</summary>
/// <remarks>
/// <para>
/// A value is certainly on the stack from the return of its push to the call of its pop: its core. It is linearizable exactly
/// when the cores can be stretched, each within its push and its pop, so that of any two one holds the other or they are apart.
/// That the types of collections can be judged by taking away one value after another is Bouajjani, Emmi, Enea and Hamza, "On
/// reducing linearizability to state reachability", ICALP 2015; that it can be done near n log n, Lee and Mathur, "Efficient
/// decrease-and-conquer linearizability monitoring", OOPSLA 2025. The sweep here is our own.
/// </para>
/// <para>
/// Complete: where no core is, everything can be cut in two without making a solution wrong (and there the pops that found
/// nothing go). Cores that cover a stretch without a gap need one value under all the others: one whose push may be before
/// the first return of a push, and whose pop may be after the last call of a pop. If several may be it, any is right: to stretch
/// it over all the others crosses none. It is taken away, what is left falls into smaller stretches, and its bounds do not
/// bind them, because they lie inside. If no value may be under all the others, a chain of cores over the same stretch is
/// impossible by itself, for it has the same first return and the same last call.
/// </para>
/// </remarks>
internal sealed class StackMonitor() : ContainerMonitor("push", "pop")
{
    /// <inheritdoc/>
    public override string Name => "stack monitor";

    /// <inheritdoc/>
    protected override MonitorAnswer Judge(ContainerHistory history)
    {
        var free = Gaps.NextFree(history.End, history.PutReturns, history.TakeCalls);
        foreach (var empty in history.Empties)
        {
            var (called, returned) = (history.Timed.Calls[empty], history.Timed.Returns[empty]);
            if (free[called] < returned) continue;
            var chain = Gaps.Chain(history.End, history.PutReturns, history.TakeCalls, called, returned);
            return MonitorAnswer.Violation(
                "A pop found the stack empty, but all the time of its call something was on it: " +
                $"{string.Join(", then ", chain.Select(history.Show))}.",
                history.Operations(chain, empty));
        }

        var layers = new StackLayers(history);
        return layers.Peel() is { } chained ? Crossing(history, chained) : MonitorAnswer.Linearizable(layers.Witness(free));
    }

    private static MonitorAnswer Crossing(ContainerHistory history, List<int> chain)
    {
        var (a, b) = (history.Show(chain[0]), history.Show(chain[^1]));
        var reason = (chain.Count, history.Takes[chain[0]] < 0) switch
        {
            (2, false) => $"{a} was popped while {b}, pushed after it, still lay on top of it.",
            _ => $"None of {string.Join(", ", chain.Select(history.Show))} can have been under the others: they were on the " +
                $"stack one into the next, {a} was pushed first, and {b} was popped last.",
        };
        return MonitorAnswer.Violation(reason, history.Operations(chain));
    }
}
