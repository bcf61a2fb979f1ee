using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Barrier"/>.</summary>
internal static class BarrierHooks
{
    [Replaces(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static void SignalAndWait(Barrier barrier, int site) => Take(barrier, Timeout.Infinite, default, site);

    [Replaces(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static void SignalAndWait(Barrier barrier, CancellationToken cancellation, int site) =>
        Take(barrier, Timeout.Infinite, cancellation, site);

    [Replaces(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, int millisecondsTimeout, int site) =>
        Take(barrier, millisecondsTimeout, default, site);

    [Replaces(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout, int site) =>
        Take(barrier, Taking.Milliseconds(timeout), default, site);

    [Replaces(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(Barrier barrier, TimeSpan timeout, CancellationToken cancellation, int site) =>
        Take(barrier, Taking.Milliseconds(timeout), cancellation, site);

    [Replaces(typeof(Barrier), nameof(Barrier.SignalAndWait))]
    public static bool SignalAndWait(
        Barrier barrier, int millisecondsTimeout, CancellationToken cancellation, int site) =>
        Take(barrier, millisecondsTimeout, cancellation, site);

    [Replaces(typeof(Barrier), nameof(Barrier.AddParticipant))]
    public static long AddParticipant(Barrier barrier, int site) => AddParticipants(barrier, 1, site);

    [Replaces(typeof(Barrier), nameof(Barrier.AddParticipants))]
    public static long AddParticipants(Barrier barrier, int participantCount, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Change(thread, barrier, site, "join", b => b.AddParticipants(participantCount))
            : barrier.AddParticipants(participantCount);

    [Replaces(typeof(Barrier), nameof(Barrier.RemoveParticipant))]
    public static void RemoveParticipant(Barrier barrier, int site) => RemoveParticipants(barrier, 1, site);

    [Replaces(typeof(Barrier), nameof(Barrier.RemoveParticipants))]
    public static void RemoveParticipants(Barrier barrier, int participantCount, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            barrier.RemoveParticipants(participantCount);
            return;
        }

        var wait = thread.ArriveToChange(Taking.Place(barrier), site);
        Phases.Of(barrier).Remove(participantCount);
        thread.Released(wait, "leave");
    }

    [Replaces(typeof(Barrier), "get_ParticipantCount")]
    public static int ParticipantCount(Barrier barrier, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, barrier, site, "participants of", b => Phases.Of(b).Participants)
        : barrier.ParticipantCount;

    [Replaces(typeof(Barrier), "get_ParticipantsRemaining")]
    public static int ParticipantsRemaining(Barrier barrier, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, barrier, site, "remaining at", b => Phases.Of(b).Remaining)
        : barrier.ParticipantsRemaining;

    [Replaces(typeof(Barrier), "get_CurrentPhaseNumber")]
    public static long CurrentPhaseNumber(Barrier barrier, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, barrier, site, "phase of", b => b.CurrentPhaseNumber)
        : barrier.CurrentPhaseNumber;

    private static bool Take(Barrier barrier, int milliseconds, CancellationToken cancellation, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return barrier.SignalAndWait(milliseconds, cancellation);
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, Timeout.Infinite);
        cancellation.ThrowIfCancellationRequested();
        var arrival = thread.ArriveToChange(Taking.Place(barrier), site);
        var phases = Phases.Of(barrier);
        var phase = phases.Arrive();
        thread.Released(arrival, "arrive at");
        if (phase.HasEnded)
            return phase.Leave();
        try
        {
            if (!Taking.Take(thread, Taking.Place(barrier), site, () => HasEnded(phase, cancellation),
                new Attempt("pass", milliseconds)
                {
                    Cancellation = cancellation,
                }))
                return phases.Withdraw(phase);
        }
        catch (OperationCanceledException)
        {
            phases.Withdraw(phase);
            throw;
        }

        return phase.Leave();
    }

    private static bool HasEnded(Phase phase, CancellationToken cancellation)
    {
        if (!phase.HasEnded)
            cancellation.ThrowIfCancellationRequested();
        return phase.HasEnded;
    }
}
