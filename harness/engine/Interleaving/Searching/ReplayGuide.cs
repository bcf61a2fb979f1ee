using System.Numerics;
using Katas.Engine.Interleaving.Running;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Follows given choices, then prefers, and notices when they cannot be followed.</summary>
internal sealed class ReplayGuide(ReplayText replay) : IGuide
{
    private int _made;
    private ScheduleRun? _run;

    public bool NeedsSteps => false;

    /// <summary>The first decision that could not be made as it was, in words; null when all could.</summary>
    public string? Difference { get; private set; }

    /// <summary>Whether the choices, or any of them, were still to come when the schedule ended.</summary>
    private bool IsShort => _made < replay.Choices.Count;

    public void Begin(ScheduleRun run) => _run = run;

    public int Choose(int number, ulong candidates, int preferred)
    {
        _made = number + 1;
        if (number >= replay.Choices.Count)
            return preferred;
        if ((candidates >> replay.Choices[number] & 1) != 0)
            return replay.Choices[number];
        Difference ??= Words.Differs(
            number + 1, replay.Choices.Count, Name(replay.Choices[number]), [.. Indices(candidates).Select(Name)]);
        return preferred;
    }

    public bool IsRedundant(int onlyCandidate) => false;

    public void Made(Step step) { }

    /// <summary>How the schedule that was run is not the one that was asked for; null when it is.</summary>
    public string? DifferenceOf(ScheduleRun run) =>
        Difference
        ?? (IsShort ? Words.Shorter(_made, replay.Choices.Count) : null)
        ?? (SchedulePath.Of(run) == replay.Path ? null : Words.OtherSteps);

    private string Name(int thread) => thread < _run!.Threads.Count ? Words.Name(_run.Threads[thread]) : "another thread";

    private static IEnumerable<int> Indices(ulong candidates)
    {
        for (; candidates != 0; candidates &= candidates - 1)
            yield return BitOperations.TrailingZeroCount(candidates);
    }
}
