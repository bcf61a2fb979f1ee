using Katas.Engine.Specs;
using Katas.Engine.Subjects;

namespace Katas.Engine.Reporting;

/// <summary>The lines to paste that run exactly one failing test again.</summary>
internal static class Replay
{
    /// <summary>For a terminal.</summary>
    public static string Command(IGraded graded, string arguments)
    {
        var subject = graded.Subject.Name == SubjectName.Solution ? "" : $" --subject {graded.Subject.Name}";
        return $"{CommandName.Current} test {graded.Subject.Kata.Id}{subject} --test {graded.TestName}{Arguments(arguments)}";
    }

    /// <summary>For an IDE, or anywhere that <c>dotnet test</c> runs; breakpoints work there.</summary>
    public static string InIde(IGraded graded, string arguments)
    {
        var kata = graded.Subject.Kata;
        var seed = arguments.Length == 0 ? "" : $"{SpecSeed.Variable}={arguments.Split(' ')[^1]} ";
        return $"{seed}dotnet test tests/grading/{kata.Track} --filter \"FullyQualifiedName~{kata.Name}Tests.{graded.TestName}\"";
    }

    private static string Arguments(string arguments) => arguments.Length == 0 ? "" : " " + arguments;
}
