namespace Katas.Engine.Linearizability.Monitors;

/// <summary>What the monitors of queue, stack and priority queue have in common: reading, and takes without an answer.</summary>
/// <param name="put">The name of the call that puts a value in.</param>
/// <param name="take">The name of the call that takes one.</param>
internal abstract class ContainerMonitor(string put, string take) : IMonitor
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        if (ContainerHistory.Read(operations, put, take, out var answer) is not { } history) return answer!;
        answer = Judge(history);
        if (history.OpenTakes + history.LostTakes == 0) return answer;
        if (answer.Kind == MonitorAnswerKind.Linearizable && history.LostTakes == 0) return answer;

        // A take without an answer took nothing, or a value that no other took. Without all those values and it, a legal order
        // stays legal; so what is impossible among the taken values is impossible, and of the rest nothing can be said.
        if (answer.Kind == MonitorAnswerKind.Violation) answer = Judge(history.WithoutUntaken());
        return answer.Kind == MonitorAnswerKind.Violation
            ? answer
            : MonitorAnswer.NotApplicable($"the answer of a {take} is not known");
    }

    /// <summary>Judges a history in which every take has an answer and every value its put.</summary>
    protected abstract MonitorAnswer Judge(ContainerHistory history);
}
