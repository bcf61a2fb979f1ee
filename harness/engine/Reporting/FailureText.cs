using System.Text;
using Katas.Engine.Specs;

namespace Katas.Engine.Reporting;

/// <summary>
/// Words every failure in one order: the property, the evidence, the steps, how it was found, how to replay it, and the
/// concept to look up. Never the fix.
/// </summary>
internal static class FailureText
{
    private const string BrokenTitle = "BROKEN, it could not be graded";

    public static string Property(IGraded graded, PropertyFailedException failed) => Write(
        graded,
        failed.Property,
        failed.Evidence,
        failed.Table ?? graded.Calls.Table(),
        failed.Found,
        failed);

    public static string Threw(IGraded graded, Exception thrown) => Write(
        graded,
        "no exception is thrown here",
        $"{Place(graded, thrown)} threw {thrown.GetType().Name}: {FirstLine(thrown.Message)}",
        graded.Calls.Table());

    public static string NotWritten(IGraded graded, NotImplementedException missing) => Write(
        graded,
        "this part is not written yet",
        $"{Place(graded, missing)} still throws NotImplementedException.",
        graded.Calls.Table());

    public static string Broken(IGraded graded, string cause) => Write(
        graded, BrokenTitle, cause, graded.Calls.Table(), found: "");

    /// <summary>For a test during which the host died: nothing but the cause is known.</summary>
    public static string Died(string kata, string subject, string test, string cause) =>
        $"{test}: {BrokenTitle}\n{cause}\nReplay: {Replay.Command(kata, subject, test, seed: null)}";

    public static string TypeInitializer(IGraded graded, TypeInitializationException thrown)
    {
        var cause = thrown.InnerException ?? thrown;
        return Broken(graded,
            $"The static constructor of {Simple(thrown.TypeName)} threw {cause.GetType().Name}{At(graded, cause)}: " +
            FirstLine(cause.Message));
    }

    public static string OutOfMemory(IGraded graded) => Broken(graded,
        $"It ran out of memory: more than {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 20)} MiB were in use" +
        $"{During(graded)}. Look for a loop that allocates and never ends.");

    public static string Stray(IGraded graded, Exception stray) => Broken(graded,
        $"A thread that it started threw {stray.GetType().Name}{At(graded, stray)}: {FirstLine(stray.Message)}\n" +
        "In production this ends the process.");

    public static string Hung(IGraded graded, Hang hang) => Broken(graded, hang switch
    {
        Hang.Waiting => $"It hung: it waits{During(graded)} for something that never comes, and nothing else is running.",
        _ => $"It hung: it kept a core busy{During(graded)} and came to no end.",
    });

    public static string Exited(IGraded? graded) =>
        $"It ended the process{(graded is null ? "" : During(graded))}: Environment.Exit stops every caller.";

    private static string Write(
        IGraded graded, string property, string evidence, string? table, string? found = null,
        PropertyFailedException? failed = null)
    {
        var kata = graded.Subject.Kata;
        var text = new StringBuilder().Append(graded.TestName).Append(": ").Append(property).Append('\n').Append(evidence);
        if (table is { Length: > 0 }) text.Append('\n').Append(table);
        if (found != "") text.Append('\n').Append(found ?? HowFound(graded));
        var schedule = Schedule(graded, failed);
        text.Append("\nReplay: ").Append(schedule is null ? Replay.Command(graded) : Replay.Command(schedule));
        if (Replay.InIde(graded, schedule) is { } line) text.Append("\n   IDE: ").Append(line);
        if (failed?.Page is { } page) text.Append("\n  Page: ").Append(Path.GetRelativePath(kata.Root, page).Replace('\\', '/'));
        text.Append("\nConcept: ").Append(Concept(graded, failed));
        text.Append(". Next: ").Append(CommandName.Current).Append(" hint ").Append(kata.Id);
        return text.ToString();
    }

    /// <summary>The schedule or run that failed, by its name; null when there is none.</summary>
    public static ReplayName? Schedule(IGraded graded, PropertyFailedException? failed) => failed?.Replay is { } schedule
        ? new ReplayName(
            graded.Subject.Kata.Id, graded.Subject.Name.ToString(), graded.TestName, failed.ExplorationNumber, schedule)
        {
            IsSimulation = failed.Simulation is not null,
        }
        : null;

    public static string Concept(IGraded graded, PropertyFailedException? failed) =>
        failed?.Concept ?? graded.Subject.Kata.Facts.Stages[graded.Stage - 1].Concept;

    private static string HowFound(IGraded graded) => graded.Seed is { } seed
        ? $"Found with seed {SpecSeed.Show(seed)}. It replays every time."
        : "Found without chance: it replays every time.";

    private static string Place(IGraded graded, Exception thrown) =>
        LearnerFrames.First(thrown, graded.Subject.Kata) ?? graded.Calls.Last()?.Text ?? "The constructor";

    private static string At(IGraded graded, Exception thrown) =>
        LearnerFrames.First(thrown, graded.Subject.Kata) is { } place ? $" at {place}" : "";

    private static string During(IGraded graded) => graded.Calls.Open() is { } call ? $" in {call.Text}" : "";

    private static string Simple(string typeName) => typeName[(typeName.LastIndexOf('.') + 1)..];

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
