using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Counterexamples;

/// <summary>An order of everything but the impossible operation, and what that operation could have answered in it.</summary>
internal sealed class OrderOfTheRest
{
    private const int MostAnswers = 4;
    private const int MostPlaced = 64;

    /// <param name="sketch">The core, with the impossible operation relaxed.</param>
    /// <param name="operations">The operations that the sketch is about.</param>
    /// <param name="impossible">The place of the impossible one.</param>
    public OrderOfTheRest(Sketch sketch, List<Operation> operations, int impossible)
    {
        var (verdict, moves, transitions, kept) = sketch.Judge();
        var odd = operations[impossible];
        var order = moves.Where(move => kept[move.Operation] != impossible)
            .Select(move => (Operation: kept[move.Operation], State: move.Next)).ToList();
        Relaxed = [.. order.Select(placed => placed.Operation).Where(i => !sketch.IsWhole(i)).Distinct()];
        // What stands for many may take effect often: such an order cannot be drawn.
        var isDrawable = order.Select(placed => placed.Operation).Distinct().Count() == order.Count;
        Order = isDrawable
            ? [.. order.TakeLast(MostPlaced).Select(placed =>
                new Placed(operations[placed.Operation], transitions.Describe(placed.State)))]
            : [];

        // It may stand after all that had returned before it was called, and before all that were called after it returned.
        var from = 1 + order.FindLastIndex(placed =>
            sketch.IsWhole(placed.Operation) && operations[placed.Operation].Precedes(odd));
        var to = order.FindIndex(placed => odd.Precedes(operations[placed.Operation]));
        if (to < 0) to = order.Count;
        var states = Enumerable.Range(from, Math.Max(0, to - from + 1))
            .Select(place => place == 0 ? transitions.Initial : order[place - 1].State).Distinct();
        var ofOdd = kept.IndexOf(impossible);
        var isKnown = verdict == CheckVerdict.Linearizable && ofOdd >= 0;
        var answers = !isKnown ? [] : states.Select(state => transitions.LegalAnswers(state, ofOdd)).OfType<string>().Distinct();
        LegalThere = [.. answers.Take(MostAnswers)];
        Reason = Why(from == 0 ? null : operations[order[from - 1].Operation]);
    }

    /// <summary>The order, with the states between.</summary>
    public IReadOnlyList<Placed> Order { get; }

    /// <summary>Relaxed operations that the order needs.</summary>
    public IReadOnlyList<int> Relaxed { get; }

    /// <summary>What the impossible operation could have answered, at each point that it could have.</summary>
    public IReadOnlyList<string> LegalThere { get; }

    /// <summary>Why it is impossible: goes on after "is impossible:".</summary>
    public string Reason { get; }

    private static string Why(Operation? before) => before is null
        ? "no order of the other operations allows it."
        : $"{before} by C{before.Client} had finished before it began, and nothing in between leads there.";
}
