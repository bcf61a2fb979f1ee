using Katas.Engine.Reporting.Interleavings;
using Katas.Engine.Reporting.Simulations;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;

namespace Katas.Engine.Reporting;

/// <summary>Keeps the page of a learner's failing test in <c>.kata/failures</c>, until the test runs again.</summary>
internal static class FailurePageFile
{
    /// <summary>Writes it.</summary>
    /// <returns>
    /// Its path; null when there is neither a schedule nor a run to draw, for other subjects than a solution, and where it cannot
    /// be written: the text says all that the page says.
    /// </returns>
    public static string? Write(IGraded graded, PropertyFailedException failed)
    {
        if ((failed.Exploration is null && failed.Simulation is null) || Of(graded) is not { } file) return null;
        var schedule = FailureText.Schedule(graded, failed);
        var parts = new FailureParts(
            graded.TestName, failed.Property, failed.Evidence, failed.Found ?? "",
            schedule is null ? Replay.Command(graded) : Replay.Command(schedule), Replay.InIde(graded, schedule),
            FailureText.Concept(graded, failed));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, failed.Simulation is { } simulation
                ? SpaceTimePage.Render(parts, simulation)
                : SchedulePage.Render(parts, failed.Exploration!));
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes the page of the run before: it must not outlive its failure.</summary>
    public static void Remove(IGraded graded)
    {
        try
        {
            if (Of(graded) is { } file && File.Exists(file)) File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It will be written over, or its date tells its age.
        }
    }

    private static string? Of(IGraded graded) => graded.Subject is { Name.Kind: SubjectKind.Solution, Kata: var kata }
        ? Path.Combine(kata.Root, ".kata", "failures", kata.Id, graded.TestName + ".html")
        : null;
}
