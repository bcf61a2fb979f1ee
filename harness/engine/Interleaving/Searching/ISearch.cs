using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Goes from schedule to schedule.</summary>
internal interface ISearch
{
    /// <summary>What the schedules of this search are, when it has ended: <c>all interleavings explored</c>.</summary>
    string Scope { get; }

    /// <summary>The next schedule; null when there is none.</summary>
    IGuide? Next();

    /// <summary>Takes in what the schedule that <see cref="Next"/> gave was like.</summary>
    void Learn(ScheduleRun run);
}
