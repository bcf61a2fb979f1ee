using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Decides, within one schedule, who goes on.</summary>
internal interface IGuide
{
    /// <summary>Whether <see cref="Made"/> wants to know the steps.</summary>
    bool NeedsSteps { get; }

    /// <summary>Whether every thread gets its turn, so that long schedules need no help.</summary>
    bool IsFair => false;

    /// <summary>The schedule begins.</summary>
    void Begin(ScheduleRun run) { }

    /// <summary>Chooses a thread.</summary>
    /// <param name="number">The number of the decision, from 0.</param>
    /// <param name="candidates">The threads that can go on: two or more, a bit each.</param>
    /// <param name="preferred">Who goes on when nothing speaks for another.</param>
    /// <returns>One of the candidates; another thread when the schedule does not repeat; <see cref="Redundant"/>.</returns>
    int Choose(int number, ulong candidates, int preferred);

    /// <summary>Whether the only thread that can go on leads to nothing new.</summary>
    bool IsRedundant(int onlyCandidate);

    /// <summary>A step was made.</summary>
    void Made(Step step);

    /// <summary>Every thread that could go on was tried there before, with the same effect.</summary>
    const int Redundant = -1;
}

/// <summary>Follows a prefix of choices, then prefers.</summary>
internal sealed class PrefixGuide(Prefix prefix) : IGuide
{
    public bool NeedsSteps => false;

    public int Choose(int number, ulong candidates, int preferred) =>
        number < prefix.Count ? prefix[number] : preferred;

    public bool IsRedundant(int onlyCandidate) => false;

    public void Made(Step step) { }
}
