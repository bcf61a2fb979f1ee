using Katas.Engine.Specs;
using Katas.Engine.Subjects;

namespace Katas.Engine.Reporting;

/// <summary>The lines to paste that run exactly one failing test again.</summary>
internal static class Replay
{
    /// <summary>For a terminal.</summary>
    public static string Command(IGraded graded) => Command(
        graded.Subject.Kata.Id, graded.Subject.Name.ToString(), graded.TestName,
        graded.Seed is { } seed ? SpecSeed.Show(seed) : null);

    /// <summary>For a terminal: the one schedule that failed.</summary>
    public static string Command(ReplayName schedule) => $"{CommandName.Current} replay {schedule}";

    /// <summary>For a terminal, from the request's own words.</summary>
    public static string Command(string kata, string subject, string test, string? seed) =>
        $"{CommandName.Current} test {kata}" +
        (subject == SubjectName.Solution.ToString() ? "" : $" --subject {subject}") +
        $" --test {test}" +
        (seed is null ? "" : $" --seed {seed}");

    /// <summary>For an IDE, or anywhere that <c>dotnet test</c> runs; breakpoints work there.</summary>
    /// <remarks>It grades solutions only, and calls an untouched starter to do: then there is no such line.</remarks>
    public static string? InIde(IGraded graded, ReplayName? schedule = null)
    {
        if (graded.Subject is not { Name.Kind: SubjectKind.Solution, IsUntouched: false }) return null;
        var kata = graded.Subject.Kata;
        var seed = graded.Seed is { } number ? $"{SpecSeed.Variable}={SpecSeed.Show(number)} " : "";
        if (schedule is not null) seed = $"{ReplayName.Variable}={schedule} ";
        return $"{seed}dotnet test tests/grading/{kata.Track} --filter \"Name={graded.TestName}\"";
    }
}
