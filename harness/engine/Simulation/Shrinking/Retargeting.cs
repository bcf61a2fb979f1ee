using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Shrinking;

/// <summary>Lets faults hit what they hit before, in a run in which it comes at another time.</summary>
/// <remarks>
/// A plan drops the eighth message of a link, because that is the write that matters, and stops a machine when it is asked for
/// the value. With seven writes less the write is the first one, everything is earlier, and the plan without them would hit
/// nothing. So each fault is moved along with a step: the first that it hit, or the last before it on its machine. That step
/// is found again by its data, or by its kind and its place.
/// </remarks>
internal static class Retargeting
{
    /// <summary>Other plans to try instead of one that did not fail.</summary>
    /// <param name="best">The run whose faults hit what matters.</param>
    /// <param name="passed">The run of the plan that did not fail.</param>
    public static IEnumerable<RunPlan> Of(SimulatedRun best, SimulatedRun passed)
    {
        if (passed.Plan.Faults is not { Count: > 0 } faults) yield break;
        var (before, after) = (new TellingSteps(best.Trace), new TellingSteps(passed.Trace));
        // A run that is judged at its end is longer by what was before; one that stops at its failure by what comes after.
        var isWhole = best.Failure?.Finding is SimulationFinding.NotLinearizable or SimulationFinding.NeverCameAbout;
        foreach (var by in new[] { Likeness.Data, isWhole ? Likeness.PlaceFromTheEnd : Likeness.Time })
        {
            foreach (var isHit in new[] { true, false })
            {
                IReadOnlyList<Fault> moved = [.. faults.Select(fault => Moved(fault, isHit, by))];
                if (!moved.SequenceEqual(faults)) yield return passed.Plan with { Faults = moved };
            }
        }

        Fault Moved(Fault fault, bool isHit, Likeness by)
        {
            var step = fault is MessageFault one ? before.Sent(one) : isHit ? before.HitBy(fault) : before.Before(fault);
            if (step is not { } old || after.Find(before, old, by) is not { } now) return fault;
            return fault is MessageFault message
                ? message with { Number = after.NumberOf(now) }
                : Milder.At(fault, TimeSpan.FromTicks(Math.Max(0, (fault.Begins + (now.Time - old.Time)).Ticks)));
        }
    }
}
