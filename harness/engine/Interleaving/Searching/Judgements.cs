using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>What is wrong with a schedule that has ended well.</summary>
internal static class Judgements
{
    public static Verdict? After(ScheduleRun run) => null;
}
