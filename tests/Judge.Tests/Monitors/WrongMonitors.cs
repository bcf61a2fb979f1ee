using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Monitors;

namespace Katas.Judge.Tests.Monitors;

/// <summary>A right monitor that is shown another history: what it then says of the real one is wrong, now and then.</summary>
/// <param name="right">The monitor.</param>
/// <param name="seen">What it sees of an operation; <see langword="null"/>: it overlooks it.</param>
internal sealed class DistortedMonitor(IMonitor right, Func<Operation, Operation?> seen) : IMonitor
{
    /// <inheritdoc/>
    public string Name => $"distorted {right.Name}";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        var left = operations.Operations.Select((operation, i) => (Seen: seen(operation), Place: i))
            .Where(pair => pair.Seen is not null).OrderBy(pair => pair.Seen!.Invoked).ToList();
        var answer = right.Judge(new TimedOperations([.. left.Select(pair => pair.Seen!)]));
        return answer with { Operations = [.. answer.Operations.Select(i => left[i].Place)] };
    }
}

/// <summary>A right monitor whose answers are spoilt.</summary>
internal sealed class SpoiltMonitor(IMonitor right, Func<MonitorAnswer, MonitorAnswer> spoil) : IMonitor
{
    /// <inheritdoc/>
    public string Name => $"spoilt {right.Name}";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations) => spoil(right.Judge(operations));
}
