using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Tells from a failing schedule what kind of mistake it shows.</summary>
internal static class Diagnosis
{
    public static Finding Of(ScheduleRun run) => run.Verdict?.Outcome switch
    {
        ExplorationOutcome.Deadlock => Finding.LockOrder,
        _ => Finding.WrongResult,
    };
}
