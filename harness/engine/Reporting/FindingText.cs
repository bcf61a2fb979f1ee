using Katas.Engine.Interleaving;

namespace Katas.Engine.Reporting;

/// <summary>What a kind of mistake is called, what it is in a sentence, and which concept to look up. Never the fix.</summary>
/// <param name="Headline">The sentence; empty when the kind says no more than the evidence.</param>
/// <param name="Concept">The concept; null: that of the stage.</param>
internal sealed record FindingText(string Headline, string? Concept)
{
    public static FindingText Of(Finding finding) => finding switch
    {
        Finding.LostUpdate => new(
            "A lost update: one thread overwrites what another has written since it read.",
            "atomic read-modify-write"),
        Finding.CheckThenAct => new(
            "Check, then act: what the check saw was no longer so when the thread acted on it.",
            "check-then-act"),
        Finding.AsyncRace => new(
            "A race across an await: what was read before it was no longer so after it.",
            "shared state across an await"),
        // The evidence shows the circle itself.
        Finding.LockOrder => new("", "lock ordering"),
        Finding.LostWakeUp => new(
            "A lost wake-up: the signal came when nobody waited for it, or does not come at all.",
            "waiting for a condition"),
        Finding.SemaphoreMisuse => new(
            "The permits do not add up: one was kept, given back twice, or given back by a thread that had none.",
            "acquire and release in pairs"),
        Finding.UnsafePublication => new(
            "Unsafe publication: another thread may see the announcement before the data that it announces.",
            "publication and memory ordering"),
        Finding.DoubleCheckedLocking => new(
            "Double-checked locking: the check outside the lock can find what is not finished yet.",
            "lazy initialisation"),
        Finding.DataRace => new(
            "A data race: two threads use the same memory at a time, and one of them changes it.",
            "data races"),
        Finding.ShutdownRace => new(
            "A race with the closing: work met what was closed already, or was left behind by it.",
            "shutting down while others work"),
        Finding.Livelock => new(
            "A livelock: the threads run for ever, and none gets on.",
            "progress"),
        Finding.TaskNotAwaited => new(
            "Not awaited: the operation has returned, and work that it started still runs.",
            "awaiting what one starts"),
        Finding.SwallowedException => new(
            "A swallowed failure: what failed in the background was told to nobody.",
            "exceptions of background work"),
        _ => new("", null),
    };
}
