using Katas.Analyzers.Simulated;
using Katas.Engine.Simulation.Escapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Tests.Simulated;

/// <summary>What the simulator refuses and what the rule reports is one thing.</summary>
/// <remarks>
/// Both read one table. The rest is held together by the programs with which the simulator tests itself: each line that it is
/// marked to refuse is reported, and each program that stays inside is silent, but for the lines below.
/// </remarks>
public sealed class SameTableTests
{
    private static readonly string[] LeavingFiles = ["RealPrograms", "LeavingPrograms", "VoidPrograms", "HangingPrograms"];
    private static readonly string[] StayingFiles = ["StayingPrograms", "StayingTasks", "ForgetfulPrograms"];

    /// <summary>Lines at which the two differ, with the reason.</summary>
    private static readonly (string Line, string Reason)[] Exceptions =
    [
        ("while (!isOver()) // out", "whether a loop ends is for the simulator's watch to say"),
        ("while (true) // out", "the same"),
        ("lock (gate) node.Observe(\"locked\", 1); // out", "a lock that another thread holds: the thread is what is reported"),
        ("await gate.WaitAsync(node.Stopping);", "it stays inside while the semaphore is free, which only a run shows"),
    ];

    [TestCaseSource(nameof(LeavingFiles))]
    public async Task What_the_simulator_refuses_is_reported(string file)
    {
        var source = Read(file);
        var found = await LinesAsync(source);
        var marked = Lines(source)
            .Where(line => line.Text.EndsWith("// out", StringComparison.Ordinal) && !IsException(line.Text));
        Assert.That(marked.Where(line => !found.Contains(line.Number)).Select(line => line.Text), Is.Empty);
    }

    [TestCaseSource(nameof(StayingFiles))]
    public async Task What_stays_inside_is_silent(string file)
    {
        var source = Read(file);
        var found = await LinesAsync(source);
        Assert.That(Lines(source).Where(line => found.Contains(line.Number) && !IsException(line.Text)), Is.Empty);
    }

    /// <summary>No kind of door is left out but the one that the simulator does not refuse either.</summary>
    [Test]
    public void The_rule_reports_every_kind_of_door_that_leads_out() =>
        Assert.That(Enum.GetValues<DoorKind>().Where(kind => !DoorUses.Reports(kind)), Is.EqualTo([DoorKind.Process]));

    /// <summary>A name in the table that the framework does not have would never be found in code.</summary>
    [Test]
    public void Every_door_is_a_member_of_the_framework()
    {
        var compilation = Analyzed.Compile("");
        var lost =
            from door in Doors.All
            where !door.Type.EndsWith('.')
            let type = compilation.GetTypeByMetadataName(door.Type)
            from member in door.Members.Split('|')
            where type is null || (member != "*" && type.GetMembers(member).IsEmpty)
            select $"{door.Type}.{member}";
        Assert.That(lost, Is.Empty);
    }

    private static async Task<HashSet<int>> LinesAsync(string source)
    {
        string[] others = [.. LeavingFiles.Concat(StayingFiles).Append("Program").Select(Read).Where(other => other != source)];
        var found = await Simulation.FindAsync(source, [.. others, "global using Katas.Simulation;"]);
        return [.. found.SelectMany(report => new[] { report.Location, StatementOf(report) })
            .Select(place => place.GetLineSpan().StartLinePosition.Line)];
    }

    /// <summary>The statement or arrow around a report: the marks stand where those begin, as symbols have it.</summary>
    private static Location StatementOf(Diagnostic report) =>
        report.Location.SourceTree!.GetRoot().FindNode(report.Location.SourceSpan).Ancestors()
            .First(node => node is StatementSyntax or MemberDeclarationSyntax).GetLocation();

    private static IEnumerable<(string Text, int Number)> Lines(string source) =>
        source.Split('\n').Select((text, number) => (text.Trim(), number));

    private static bool IsException(string line) => Exceptions.Any(one => line.Contains(one.Line, StringComparison.Ordinal));

    private static string Read(string name) => File.ReadAllText(
        Clone.At("tests", "Simulator.Tests", "Escapes", "Programs", name + ".cs"));
}
