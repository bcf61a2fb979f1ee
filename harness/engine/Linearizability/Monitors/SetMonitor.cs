using Katas.Engine.Histories;
using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges what happened to one element of a set, in n log n.</summary>
/// <remarks>
/// An element is a permit: an <c>add</c> that changed the set takes it, a <c>remove</c> that did gives it back, and the rest see
/// that it is in or out; see <see cref="PermitSweep"/> for why that is complete. Sets are judged element by element because each
/// is an object of its own (Herlihy and Wing, TOPLAS 1990, theorem 1). Where it is not told whether calls changed the set, a
/// witness is still a witness, but that none was found shows nothing.
/// </remarks>
internal sealed class SetMonitor : IMonitor
{
    /// <inheritdoc/>
    public string Name => "set monitor";

    /// <inheritdoc/>
    public MonitorAnswer Judge(TimedOperations operations)
    {
        var roles = new PermitRole[operations.Operations.Count];
        var untold = false;
        for (var i = 0; i < roles.Length; i++)
        {
            if (Role(operations.Operations[i]) is not { } role)
                return MonitorAnswer.NotApplicable($"{operations.Operations[i]} is no call of a set");
            roles[i] = role;
            untold |= role is PermitRole.LeaveAll or PermitRole.LeaveNone;
        }

        var sweep = new PermitSweep(operations, roles, 1);
        if (sweep.Run()) return MonitorAnswer.Linearizable(sweep.Order);
        if (untold) return MonitorAnswer.NotApplicable("it is not told which calls changed the set");
        var failed = operations.Operations[sweep.Failed];
        var element = Show.Value(((Call)failed.Input).Argument);
        return MonitorAnswer.Violation(
            sweep.Taken == 1
                ? $"{failed} is impossible: {element} was in the set, and no remove of it was left that could have been before."
                : $"{failed} is impossible: {element} was not in the set, and no add of it was left that could have been before.",
            sweep.Evidence());
    }

    private static PermitRole? Role(Operation operation)
    {
        var told = operation.Ending == Ending.Returned ? Values.Normalise(operation.Output) : null;
        return ((operation.Input as Call)?.Name, told, operation.Ending) switch
        {
            ("contains", true, _) => PermitRole.SeeAll,
            ("contains", false, _) => PermitRole.SeeNone,
            ("contains", null, Ending.ResultUnknown) => PermitRole.Look,
            ("contains", null, Ending.Open) => PermitRole.None,
            ("add", true, _) or ("add", null, Ending.Open) => PermitRole.Take,
            ("add", false, _) => PermitRole.SeeAll,
            ("add", null, _) => PermitRole.LeaveAll,
            ("remove", true, _) or ("remove", null, Ending.Open) => PermitRole.Give,
            ("remove", false, _) => PermitRole.SeeNone,
            ("remove", null, _) => PermitRole.LeaveNone,
            _ => null,
        };
    }
}
