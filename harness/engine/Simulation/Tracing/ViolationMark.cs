namespace Katas.Engine.Simulation.Tracing;

/// <summary>The one step at which a diagram says that something is wrong.</summary>
/// <param name="Step">Its number.</param>
/// <param name="Text">What is said there, in a word or two.</param>
internal sealed record ViolationMark(int Step, string Text)
{
    /// <summary>The mark; null where a failure shows at no step, as what never came about.</summary>
    public static ViolationMark? Of(SimulatedRun run, MachineOrder order)
    {
        if (run.Failure is not { } failure) return null;
        if (failure is { Finding: SimulationFinding.NotLinearizable, Judged.Counterexample.Impossible: { } impossible })
        {
            var steps = ViolationRoots.Calls(run, order, [impossible.Index]).ToList();
            return steps.Count == 0 ? null : new ViolationMark(steps[^1], "impossible");
        }

        if (failure.Step < 0) return null;
        return failure switch
        {
            { Exception: { } thrown } => new ViolationMark(failure.Step, $"throws {thrown.GetType().Name}"),
            { Finding: SimulationFinding.PropertyBroken } => ViolationRoots.IsAskedAt(run.Trace.Events[failure.Step].Kind)
                ? new ViolationMark(failure.Step, "violation")
                : null,
            _ => new ViolationMark(failure.Step, "here"),
        };
    }
}
