using System.Globalization;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Simulation;
using Katas.Engine.Specs;

namespace Katas.Engine.Reporting;

/// <summary>
/// Names one schedule of one test, <c>welcome/No_increment_is_lost:Sab2a-k3f-9q0x7</c>, or one simulated run:
/// <c>raft-election/At_most_one_leader:D7f-0031Bm4c-k3f0x</c>.
/// </summary>
/// <param name="Kata">The kata's id.</param>
/// <param name="Subject">What is graded, as <see cref="Subjects.SubjectName"/> writes it.</param>
/// <param name="Test">The test's whole name.</param>
/// <param name="Exploration">Which of the test's explorations, or of its simulations, from 1.</param>
/// <param name="Schedule">
/// The schedule, as <see cref="Interleaving.ExplorationResult.Replay"/> gives it; or the run, as
/// <see cref="Simulation.SimulationReplay"/> does.
/// </param>
/// <remarks>
/// What is usual is left out: the solution, and the first exploration. Otherwise <c>gate@mistake:no-lock/Test.2:S…</c> is the
/// second exploration of a mistake.
/// </remarks>
public sealed record ReplayName(string Kata, string Subject, string Test, int Exploration, string Schedule)
{
    /// <summary>The environment variable that names one schedule or run, for an IDE or <c>dotnet test</c>.</summary>
    public const string Variable = "KATAS_REPLAY";

    private const string Example = "welcome/No_increment_is_lost:Sab2a-k3f-9q0x7";
    private const string Solution = "solution";
    private const char OfSchedule = 'S';
    private const char OfRun = 'D';

    /// <summary>Whether it is a simulated run, and no schedule.</summary>
    public bool IsSimulation { get; init; }

    /// <summary>The schedule or run that a person asked for; null when nobody did.</summary>
    /// <exception cref="FormatException">The variable holds something else.</exception>
    public static ReplayName? Named =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Parse(text) : null;

    /// <summary>Reads what <see cref="ToString"/> writes; the letters of the schedule or run are not looked at.</summary>
    /// <exception cref="FormatException">It is no such name; the message says what one looks like.</exception>
    public static ReplayName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = text.Trim();
        var slash = typed.IndexOf('/', StringComparison.Ordinal);
        var colon = typed.LastIndexOf(':');
        if (slash <= 0 || colon < slash + 2 || colon + 1 == typed.Length || typed[colon + 1] is not (OfSchedule or OfRun))
            throw Malformed(typed);
        var subject = typed[..slash].Split('@', 2);
        var test = typed[(slash + 1)..colon].Split('.');
        var exploration = 1;
        if (test.Length > 2 || subject[0].Length == 0 || test[0].Length == 0
            || (test.Length == 2 && !int.TryParse(test[1], NumberStyles.None, CultureInfo.InvariantCulture, out exploration)))
            throw Malformed(typed);
        return new ReplayName(
            subject[0], subject.Length == 2 ? subject[1] : Solution, test[0], exploration,
            typed[(colon + 2)..])
        {
            IsSimulation = typed[colon + 1] == OfRun,
        };
    }

    /// <summary>Refuses letters that were not pasted whole.</summary>
    /// <exception cref="FormatException">They were not.</exception>
    public void RequireWhole()
    {
        if (IsSimulation) SimulationReplay.RequireWhole(Schedule);
        else ReplayText.Parse(Schedule);
    }

    /// <summary>Whether it is one of an exploration or a simulation of the running test.</summary>
    internal bool IsOf(IGraded graded, int number) =>
        (Kata, Test, Exploration) == (graded.Subject.Kata.Id, graded.TestName, number)
        && Subject == graded.Subject.Name.ToString();

    /// <summary>As it is pasted.</summary>
    public override string ToString()
    {
        var subject = Subject == Solution ? "" : $"@{Subject}";
        var number = Exploration == 1 ? "" : $".{Exploration.ToString(CultureInfo.InvariantCulture)}";
        return $"{Kata}{subject}/{Test}{number}:{(IsSimulation ? OfRun : OfSchedule)}{Schedule}";
    }

    private static FormatException Malformed(string text) =>
        new($"\"{text}\" names no schedule and no run. One looks like {Example}; a failing test prints it.");
}
