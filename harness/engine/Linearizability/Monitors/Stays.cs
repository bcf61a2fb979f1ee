namespace Katas.Engine.Linearizability.Monitors;

/// <summary>When each value of a priority queue is there, as values are placed from the smallest up.</summary>
internal sealed class Stays(ContainerHistory history)
{
    /// <summary>For each gap, itself if nothing is there yet, else one further on (the next to look at).</summary>
    private readonly int[] _next = Enumerable.Range(0, history.End + 1).ToArray();

    /// <summary>The gap in which each value is extracted; <see cref="ContainerHistory.End"/>: never.</summary>
    private readonly int[] _out = new int[history.Puts.Length];

    /// <summary>Places the next larger value; <see langword="false"/>: it cannot be the smallest when extracted.</summary>
    public bool Place(int value)
    {
        var extracted = history.Takes[value] < 0 ? history.End : Free(_next, history.TakeCalls[value]);
        if (history.Takes[value] >= 0 && extracted >= history.TakeReturns[value]) return false;
        _out[value] = extracted;
        for (var gap = Free(_next, history.PutReturns[value]); gap < extracted; gap = Free(_next, gap)) _next[gap] = gap + 1;
        return true;
    }

    /// <summary>Whether nothing need be there at some moment of an operation. All values are placed.</summary>
    public bool IsEmptyWithin(int operation) =>
        Free(_next, history.Timed.Calls[operation]) < history.Timed.Returns[operation];

    /// <summary>All operations in a legal order.</summary>
    public List<int> Witness(int[] ascending)
    {
        var (operations, moments) = (new List<int>(history.Timed.Operations.Count), new List<int>());
        foreach (var value in ascending)
        {
            // Within a gap the smaller ones go first, so each is the smallest when its turn comes.
            Add(history.Puts[value], Math.Min(2 * history.PutReturns[value], 2 * _out[value] + 1));
            if (history.Takes[value] >= 0) Add(history.Takes[value], 2 * _out[value] + 1);
        }

        foreach (var empty in history.Empties) Add(empty, 2 * Free(_next, history.Timed.Calls[empty]) + 1);
        List<int> witness = [.. Ranked.Order([.. moments], 2 * history.End)];
        for (var i = 0; i < witness.Count; i++) witness[i] = operations[witness[i]];
        return witness;

        void Add(int operation, int moment)
        {
            operations.Add(operation);
            moments.Add(moment);
        }
    }

    private static int Free(int[] next, int gap)
    {
        while (next[gap] != gap) gap = next[gap] = next[next[gap]];
        return gap;
    }
}
