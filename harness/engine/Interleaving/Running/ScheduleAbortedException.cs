namespace Katas.Engine.Interleaving.Running;

/// <summary>Unwinds a thread of a schedule that has ended; it never leaves the explorer.</summary>
internal sealed class ScheduleAbortedException()
    : Exception("The explorer ended this schedule; the operation that was running does not go on.");
