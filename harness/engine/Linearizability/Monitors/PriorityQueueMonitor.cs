namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges priority queues whose values are all different, in n log n.</summary>
/// <remarks>
/// <para>
/// A value is certainly there from the return of its insertion to the call of its extraction. The bad pattern: values that are
/// smaller than v are certainly there, one into the next, all the time of v's extraction; or any values, all the time of an
/// extraction that found nothing.
/// </para>
/// <para>
/// Complete: without that pattern each value is inserted as late as it may be, and extracted in the first gap of its extraction
/// that no smaller one covers. Up to there it waits in gaps that are covered anyway, so it hinders nobody more than it must, and
/// within a gap the smaller ones go first. One value after another is the plan of Bouajjani, Emmi, Enea and Hamza, "On reducing
/// linearizability to state reachability", ICALP 2015, and of Lee and Mathur, "Efficient decrease-and-conquer linearizability
/// monitoring", OOPSLA 2025.
/// </para>
/// </remarks>
internal sealed class PriorityQueueMonitor() : ContainerMonitor("insert", "extract-min")
{
    /// <inheritdoc/>
    public override string Name => "priority queue monitor";

    /// <inheritdoc/>
    protected override MonitorAnswer Judge(ContainerHistory history)
    {
        if (Ascending(history.Values) is not { } ascending)
            return MonitorAnswer.NotApplicable("the values are neither all whole numbers nor all texts");
        var stays = new Stays(history);
        for (var i = 0; i < ascending.Length; i++)
        {
            if (!stays.Place(ascending[i])) return Hindered(history, ascending.AsSpan(0, i), ascending[i]);
        }

        foreach (var empty in history.Empties)
        {
            if (!stays.IsEmptyWithin(empty)) return NeverEmpty(history, ascending, empty);
        }

        return MonitorAnswer.Linearizable(stays.Witness(ascending));
    }

    private static int[]? Ascending(object[] values)
    {
        var places = new int[values.Length];
        for (var i = 0; i < places.Length; i++) places[i] = i;
        if (Array.TrueForAll(values, value => value is long))
        {
            var numbers = new long[values.Length];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = (long)values[i];
            Array.Sort(numbers, places);
            return places;
        }

        if (!Array.TrueForAll(values, value => value is string)) return null;
        Array.Sort(places, (a, b) => string.CompareOrdinal((string)values[a], (string)values[b]));
        return places;
    }

    private static MonitorAnswer Hindered(ContainerHistory history, ReadOnlySpan<int> smaller, int value)
    {
        var chain = Chain(history, smaller, history.TakeCalls[value], history.TakeReturns[value]);
        return MonitorAnswer.Violation(
            $"{history.Show(value)} was extracted, but all the time of that call something smaller was there: " +
            $"{Shown(history, chain)}.",
            history.Operations([value, .. chain]));
    }

    private static MonitorAnswer NeverEmpty(ContainerHistory history, ReadOnlySpan<int> all, int empty)
    {
        var chain = Chain(history, all, history.Timed.Calls[empty], history.Timed.Returns[empty]);
        return MonitorAnswer.Violation(
            $"An extract-min found the queue empty, but all the time of its call something was in it: {Shown(history, chain)}.",
            history.Operations(chain, empty));
    }

    private static List<int> Chain(ContainerHistory history, ReadOnlySpan<int> values, int start, int end)
    {
        var (from, to) = (new int[values.Length], new int[values.Length]);
        for (var i = 0; i < values.Length; i++)
            (from[i], to[i]) = (history.PutReturns[values[i]], history.TakeCalls[values[i]]);
        var chain = Gaps.Chain(history.End, from, to, start, end);
        for (var i = 0; i < chain.Count; i++) chain[i] = values[chain[i]];
        return chain;
    }

    private static string Shown(ContainerHistory history, List<int> values) =>
        string.Join(", then ", values.Select(history.Show));
}
