using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>What is wrong with a schedule that has ended well.</summary>
/// <remarks>
/// Not every race is: to read a plain number that another thread writes gives the old value or the new one, and many a
/// statistic is content with that. Wrong is what can go wrong on some processor, or with some timing, whatever the reader does.
/// </remarks>
internal static class Judgements
{
    public static Verdict? After(ScheduleRun run) => InsideOneObject(run) ?? Torn(run) ?? PublishedByPlainFlag(run)
        ?? SpinsOnPlainField(run) ?? Swallowed(run);

    /// <summary>Two threads in a collection that is not made for it.</summary>
    public static Verdict? InsideOneObject(ScheduleRun run)
    {
        var race = run.Races.Found.FirstOrDefault(r =>
            r.Earlier.Site.Kind is SiteKind.Call or SiteKind.Inspect && r.Later.Site.Kind is SiteKind.Call or SiteKind.Inspect);
        return race is null ? null : Found(Finding.DataRace, Words.TwoInside(run, race));
    }

    /// <summary>A value that the processor reads in two goes.</summary>
    public static Verdict? Torn(ScheduleRun run)
    {
        var race = run.Races.Found.FirstOrDefault(r => r.Earlier.CanTear && r.Later.CanTear);
        return race is null ? null : Found(Finding.DataRace, Words.Torn(run, race));
    }

    /// <summary>Data that is read because a plain flag said that it was there.</summary>
    public static Verdict? PublishedByPlainFlag(ScheduleRun run)
    {
        var publication = run.Races.Publications.FirstOrDefault(p => !p.IsEarly);
        return publication is null ? null : new Verdict(
            ExplorationOutcome.DataRace, null, Words.Published(run, publication)) { Finding = FindingOf(run, publication) };
    }

    /// <summary>A task that failed, and whose exception nobody has asked for.</summary>
    public static Verdict? Swallowed(ScheduleRun run)
    {
        var lost = run.Started.Unobserved().FirstOrDefault();
        return lost is null ? null : new Verdict(
            ExplorationOutcome.LostFailure, lost.Task.Exception!.InnerException, Words.Swallowed(lost))
        {
            Finding = Finding.SwallowedException,
        };
    }

    /// <summary>A loop on a plain field, which the compiler may read once, before the loop.</summary>
    public static Verdict? SpinsOnPlainField(ScheduleRun run)
    {
        var spin = run.PlainSpins.Find(s =>
            run.Races.Found.Any(r => r.Later.Location.Equals(s.Location) || r.Earlier.Location.Equals(s.Location)));
        return spin is null ? null : Found(Finding.UnsafePublication, Words.PlainSpin(run, spin));
    }

    /// <summary>Double-checked locking is when the one who stores the flag under the lock had looked at it before.</summary>
    public static Finding FindingOf(ScheduleRun run, Publication publication) =>
        publication.IsLocked && run.Trace.TakeWhile(e => e != publication.FlagWrite).Any(e =>
            e.Thread == publication.FlagWrite.Thread && e.Site.Kind == SiteKind.Read
            && e.Location.Equals(publication.FlagWrite.Location))
            ? Finding.DoubleCheckedLocking : Finding.UnsafePublication;

    private static Verdict Found(Finding finding, string reason) =>
        new(ExplorationOutcome.DataRace, null, reason) { Finding = finding };
}
