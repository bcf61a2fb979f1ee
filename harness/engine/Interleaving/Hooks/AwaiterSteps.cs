using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>What an awaiter's members do to the schedule.</summary>
internal static class AwaiterSteps
{
    /// <summary>The look and what follows from it, to go on or to wait, are one step: nothing comes between.</summary>
    public static void Look<TAwaiter>(ref TAwaiter awaiter, int site)
    {
        if (LogicalThread.Current is not null)
            Look(AwaiterReader<TAwaiter>.Of(ref awaiter)?.Target, site);
    }

    public static void Look(object? target, int site)
    {
        if (LogicalThread.Current is { } thread && target is not null && AwaiterFields.IsOfFramework(target))
            thread.Look(thread.Run.PlaceOf(target), site);
    }

    /// <summary>Takes the result, after the wait, or instead of it.</summary>
    public static void Join<TAwaiter>(ref TAwaiter awaiter, int site)
    {
        if (LogicalThread.Current is not { } thread || AwaiterReader<TAwaiter>.Of(ref awaiter)?.Target is not { } target)
            return;
        if (target is Task task)
            thread.Join(task, site, "await");
        else if (AwaiterFields.IsOfFramework(target))
            thread.Mark(thread.Run.PlaceOf(target), StepKind.Look);
    }

    /// <summary>Leaves a continuation to the schedule; false when nobody explores.</summary>
    public static bool Continue<TAwaiter>(ref TAwaiter awaiter, Action continuation, bool flows, int site)
        where TAwaiter : INotifyCompletion
    {
        ArgumentNullException.ThrowIfNull(continuation);
        if (LogicalThread.Current is not { } thread)
            return false;
        var rest = flows && ExecutionContext.Capture() is { } context
            ? () => ExecutionContext.Run(context, _ => continuation(), null)
            : continuation;
        Awaiting.Await(thread, ref awaiter, rest, site);
        return true;
    }
}
