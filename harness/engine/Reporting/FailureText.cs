using System.Text;
using Katas.Engine.Specs;

namespace Katas.Engine.Reporting;

/// <summary>
/// Words every failure in one order: the property, the evidence, the steps, how it was found, how to replay it, and the
/// concept to look up. Never the fix.
/// </summary>
internal static class FailureText
{
    public static string Property(IGraded graded, PropertyFailedException failed) => Write(
        graded,
        failed.Property,
        failed.Evidence,
        failed.Table ?? graded.Calls.Table(),
        failed.Found ?? "Found on virtual time, without chance: it replays every time.",
        failed.ReplayArguments);

    public static string Threw(IGraded graded, Exception thrown) => Write(
        graded,
        $"no {thrown.GetType().Name} here",
        $"{Place(graded, thrown)} threw {thrown.GetType().Name}: {FirstLine(thrown.Message)}",
        graded.Calls.Table());

    public static string NotWritten(IGraded graded, NotImplementedException missing) => Write(
        graded,
        "this part is not written yet",
        $"{Place(graded, missing)} still throws NotImplementedException.",
        graded.Calls.Table());

    public static string Broken(IGraded graded, string cause) => Write(
        graded, "BROKEN, it could not be graded", cause, graded.Calls.Table());

    public static string TypeInitializer(IGraded graded, TypeInitializationException thrown)
    {
        var cause = thrown.InnerException ?? thrown;
        return Broken(graded,
            $"The static constructor of {Simple(thrown.TypeName)} threw {cause.GetType().Name}: {FirstLine(cause.Message)}" +
            (LearnerFrames.First(cause, graded.Subject.Kata) is { } place ? $" At {place}." : ""));
    }

    public static string OutOfMemory(IGraded graded) => Broken(graded,
        $"It ran out of memory: more than {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 20)} MiB were in use" +
        $"{During(graded)}. Look for a loop that allocates and never ends.");

    public static string Stray(IGraded graded, Exception stray) => Broken(graded,
        $"A thread that it started threw {stray.GetType().Name}: {FirstLine(stray.Message)}" +
        (LearnerFrames.First(stray, graded.Subject.Kata) is { } place ? $" At {place}." : "") +
        " In production this ends the process.");

    public static string Hung(IGraded graded, Hang hang) => Broken(graded, hang switch
    {
        Hang.Waiting => $"It hung: it waits{During(graded)} for something that never comes, and nothing else is running.",
        _ => $"It hung: it kept a core busy{During(graded)} and came to no end.",
    });

    public static string Exited(IGraded? graded) =>
        $"It ended the process{(graded is null ? "" : During(graded))}: Environment.Exit stops every caller.";

    private static string Write(
        IGraded graded, string property, string evidence, string? table, string? found = null, string arguments = "")
    {
        var kata = graded.Subject.Kata;
        var text = new StringBuilder().Append(graded.TestName).Append(": ").Append(property).Append('\n').Append(evidence);
        if (table is not null) text.Append('\n').Append(table);
        if (found is not null) text.Append('\n').Append(found);
        text.Append("\nReplay: ").Append(Replay.Command(graded, arguments));
        text.Append("\n   IDE: ").Append(Replay.InIde(graded, arguments));
        text.Append("\nConcept: ").Append(kata.Facts.Stages[graded.Stage - 1].Concept);
        text.Append(". Next: ").Append(CommandName.Current).Append(" hint ").Append(kata.Id);
        return text.ToString();
    }

    private static string Place(IGraded graded, Exception thrown) =>
        LearnerFrames.First(thrown, graded.Subject.Kata) ?? graded.Calls.Last()?.Text ?? "The constructor";

    private static string During(IGraded graded) => graded.Calls.Open() is { } call ? $" in {call.Text}" : "";

    private static string Simple(string typeName) => typeName[(typeName.LastIndexOf('.') + 1)..];

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
