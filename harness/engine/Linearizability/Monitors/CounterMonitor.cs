namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges counters that only go one way, in n log n.</summary>
/// <remarks>
/// <para>
/// Either all adds are of one amount (increments with reads, and <c>fetch-and-add</c> of the same amount), or all are
/// <c>fetch-and-add</c>s with known answers, which then follow one another by their values. Gibbons and Korach, "Testing shared
/// memories", SIAM Journal on Computing 1997, section 4, judge fetch-and-add by that order. Counters that go up and down
/// between reads are left to the search.
/// </para>
/// <para>See <see cref="CounterSteps"/> for the algorithm and why it is complete.</para>
/// </remarks>
internal sealed class CounterMonitor : IMonitor
{
    private const long Largest = 1L << 40;

    /// <inheritdoc/>
    public string Name => "counter monitor";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        var calls = new CounterCalls();
        for (var i = 0; i < operations.Operations.Count; i++)
        {
            if (!calls.Read(i, operations.Operations[i]))
                return MonitorAnswer.NotApplicable($"{operations.Operations[i]} is no call of a counter, or has an odd answer");
        }

        if (calls.Largest > Largest) return MonitorAnswer.NotApplicable("the amounts are very large");
        if (calls.Reads.Count + calls.Fetches.Count == 0) return InAnyOrder(operations, calls);
        var steps = new CounterSteps(operations);
        var levels = calls.CommonAmount() is { } amount
            ? calls.ByAmount(amount, steps)
            : calls.FollowFetches(steps);
        var answer = levels ?? steps.Judge(calls.Anywhere);
        return answer.Kind == MonitorAnswerKind.Violation && calls.LeftOut
            ? MonitorAnswer.NotApplicable("an add that never returned may explain it")
            : answer;
    }

    private static MonitorAnswer InAnyOrder(TimedOperations operations, CounterCalls calls)
    {
        List<int> all = [.. calls.Anywhere, .. calls.Adds.Where(add => !add.IsOpen).Select(add => add.Operation)];
        all.Sort((a, b) => operations.Calls[a].CompareTo(operations.Calls[b]));
        return MonitorAnswer.Linearizable(all);
    }
}
