using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Who has arrived at a barrier. The real barrier is told only when a phase ends.</summary>
/// <remarks>
/// A real barrier has no arrival without a wait. So whoever arrives last lets the others leave it, arrives there alone,
/// which runs the action, and adds the others again.
/// </remarks>
internal sealed class Phases
{
    private static readonly ConditionalWeakTable<Barrier, Phases> Known = [];

    private readonly Barrier _barrier;
    private Phase _phase = new();
    private int _participants = -1;

    private Phases(Barrier barrier) => _barrier = barrier;

    /// <summary>Also while the real barrier has fewer, because its action runs.</summary>
    public int Participants => _participants >= 0 ? _participants : _barrier.ParticipantCount;

    public int Remaining => Participants - _phase.Arrived;

    public static Phases Of(Barrier barrier) => Known.GetValue(barrier, b => new Phases(b));

    /// <summary>One more has arrived; the last one ends the phase.</summary>
    public Phase Arrive()
    {
        // It throws when it has no participants, when it is disposed, and when it is called while its action runs.
        if (Participants == 0 || _participants >= 0)
            _barrier.SignalAndWait(0);
        var phase = _phase;
        phase.Arrived++;
        if (phase.Arrived == Participants)
            End();
        return phase;
    }

    /// <summary>Who has waited too long takes its arrival back; always false.</summary>
    public bool Withdraw(Phase phase)
    {
        phase.Arrived--;
        return false;
    }

    public void Remove(int count)
    {
        if (_participants < 0 && count > 0 && Participants - count < _phase.Arrived)
            throw new InvalidOperationException("More participants leave than have not arrived in this phase.");
        _barrier.RemoveParticipants(count);
        if (_phase.Arrived > 0 && _phase.Arrived == Participants)
            End();
    }

    private void End()
    {
        var (phase, others) = (_phase, _barrier.ParticipantCount - 1);
        _participants = others + 1;
        if (others > 0)
            _barrier.RemoveParticipants(others);
        try
        {
            _barrier.SignalAndWait();
        }
        catch (BarrierPostPhaseException fault)
        {
            phase.Fault = fault.InnerException;
        }

        if (others > 0)
            _barrier.AddParticipants(others);
        _participants = -1;
        _phase = new Phase();
        phase.HasEnded = true;
    }
}

/// <summary>One phase of a barrier.</summary>
internal sealed class Phase
{
    public int Arrived { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>What the action threw.</summary>
    public Exception? Fault { get; set; }

    /// <summary>True, or what everyone gets whose phase's action has failed.</summary>
    public bool Leave() => Fault is null ? true : throw new BarrierPostPhaseException(Fault);
}
