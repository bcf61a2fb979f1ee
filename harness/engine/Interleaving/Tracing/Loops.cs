namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Folds the turns of a loop: the first is shown, the others are counted.</summary>
internal static class Loops
{
    private const int LongestTurn = 8;
    private const int FewestTurns = 3;

    /// <summary>The steps to show, and remarks for those that are not.</summary>
    /// <param name="trace">The steps.</param>
    /// <param name="notes">What is said of each: a step with another note is not the same step.</param>
    public static IEnumerable<(int Index, string? Remark)> Fold(IReadOnlyList<TraceStep> trace, IReadOnlyList<string> notes)
    {
        var keys = trace.Select((step, i) => (step.Thread, step.File, step.Line, Words(step.Text), notes[i])).ToArray();
        for (var i = 0; i < trace.Count;)
        {
            var (length, turns) = Longest(keys, i);
            for (var step = 0; step < length; step++)
                yield return (i + step, null);
            if (turns > 1)
                yield return (-1, Remark(length, turns - 1));
            i += length * turns;
        }
    }

    /// <summary>The loop that begins here and folds most; one turn of one step when there is none.</summary>
    private static (int Length, int Turns) Longest<T>(T[] keys, int from)
    {
        var best = (Length: 1, Turns: 1);
        for (var length = 1; length <= LongestTurn; length++)
        {
            var turns = 1;
            while (from + (turns + 1) * length <= keys.Length
                && keys.AsSpan(from, length).SequenceEqual(keys.AsSpan(from + turns * length, length)))
                turns++;
            // A remark instead of one or two rows would tell less in as much room.
            var folds = turns >= FewestTurns && (turns - 1) * length > 2;
            if (folds && (turns - 1) * length > (best.Turns - 1) * best.Length)
                best = (length, turns);
        }

        return best;
    }

    private static string Remark(int length, int more) =>
        length == 1 ? $"… {more} more times the same step …" : $"… {more} more turns of the same {length} steps …";

    /// <summary>The step without the value, which is another one each time.</summary>
    private static string Words(string text)
    {
        var end = text.IndexOf(" -> ", StringComparison.Ordinal);
        end = end < 0 ? text.IndexOf(" <- ", StringComparison.Ordinal) : end;
        return end < 0 ? text : text[..end];
    }
}
