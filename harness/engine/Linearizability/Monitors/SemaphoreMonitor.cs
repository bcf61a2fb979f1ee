using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges semaphores in n log n; of those with several permits, not every failed <c>try-acquire</c>.</summary>
/// <remarks>
/// See <see cref="PermitSweep"/>. With one permit it decides; a failed <c>try-acquire</c> of a semaphore with several may leave a
/// history undecided, unless it is impossible without that too (what failed changes nothing, so it can be left out).
/// </remarks>
/// <param name="permits">How many permits there are.</param>
internal sealed class SemaphoreMonitor(int permits) : IMonitor
{
    /// <inheritdoc/>
    public string Name => "semaphore monitor";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        var roles = new PermitRole[operations.Operations.Count];
        for (var i = 0; i < roles.Length; i++)
        {
            if (Role(operations.Operations[i]) is not { } role)
                return MonitorAnswer.NotApplicable($"{operations.Operations[i]} is no call of a semaphore, or has no answer");
            roles[i] = role;
        }

        return Judge(operations, roles, permits, "permit");
    }

    /// <summary>Judges takes, gives and failed tries.</summary>
    public static MonitorAnswer Judge(TimedOperations operations, PermitRole[] roles, int permits, string what)
    {
        var sweep = new PermitSweep(operations, roles, permits);
        if (sweep.Run()) return MonitorAnswer.Linearizable(sweep.Order);
        if (permits > 1 && Array.IndexOf(roles, PermitRole.SeeAll) >= 0)
        {
            for (var i = 0; i < roles.Length; i++) roles[i] = roles[i] == PermitRole.SeeAll ? PermitRole.None : roles[i];
            sweep = new PermitSweep(operations, roles, permits);
            if (sweep.Run()) return MonitorAnswer.NotApplicable("several permits with a try-acquire that failed");
        }

        var failed = operations.Operations[sweep.Failed];
        return MonitorAnswer.Violation(
            (roles[sweep.Failed], permits) switch
            {
                (PermitRole.Take, 1) =>
                    $"{failed} took the {what}, which was taken, and no release was left that could have been before.",
                (PermitRole.Take, _) =>
                    $"{failed} took a {what}, but all {permits} were taken, and no release was left that could have been before.",
                (PermitRole.Give, _) =>
                    $"{failed} gave back a {what}, but none was taken, and no acquire was left that could have been before.",
                _ => $"{failed} failed, but the {what} was free, and no acquire was left that could have been before.",
            },
            sweep.Evidence());
    }

    /// <summary>What a call of a semaphore or a lock does; <see langword="null"/>: no such call, or it cannot be told.</summary>
    public static PermitRole? Role(Operation operation)
    {
        var told = operation.Ending == Ending.Returned ? Values.Normalise(operation.Output) : null;
        return ((operation.Input as Call)?.Name, told, operation.Ending) switch
        {
            ("acquire", null, _) => PermitRole.Take,
            ("release", null, _) => PermitRole.Give,
            ("try-acquire", true, _) => PermitRole.Take,
            ("try-acquire", false, _) => PermitRole.SeeAll,
            ("try-acquire", null, Ending.Open) => PermitRole.Take,
            _ => null,
        };
    }
}
