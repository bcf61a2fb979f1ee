using System.Text.Json;
using Katas.Cli.Tests.Support;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;
using static Katas.Cli.Tests.Support.ScriptedGrading;

namespace Katas.Cli.Tests.Reports;

/// <summary><c>--json</c> prints the document that <c>docs/commands.md</c> describes, and nothing else.</summary>
public sealed class JsonTests
{
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public async Task A_report()
    {
        var cli = new Support.Cli(_clone);
        cli.Grading.Answer = ReportOf(
            Verdict.Failed,
            Test("Starts_at_zero", 1, Verdict.Passed, statistics: "1 seed."),
            Test("Counts", 1, Verdict.Failed, "Counts: three came in\nValue is 2.")) with
        {
            Analysis = [new Finding("KATA0101", "warning", _clone.SolutionFile, 4, 9, "A message.")],
            Printed = "hello",
        };
        await Verifier.Verify(cli.Run("test", "welcome", "--json", "--stage", "1").Output);
    }

    [Test]
    public void A_wrong_request_is_a_document_too()
    {
        var ran = new Support.Cli(_clone).Run("test", "welcom", "--json");
        var document = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(ran.Exit, Is.EqualTo(4));
            Assert.That(document.GetProperty("exitCode").GetInt32(), Is.EqualTo(4));
            Assert.That(document.GetProperty("error").GetString(), Does.Contain("Did you mean welcome?"));
            Assert.That(ran.Error, Is.Empty);
        });
    }

    [Test]
    public void Every_member_is_in_the_documentation()
    {
        var documentation = File.ReadAllText(Path.Combine(TempClone.Repository, "docs", "commands.md"));
        var cli = new Support.Cli(_clone);
        var ran = cli.Run("test", "welcome", "--json", "--stage", "1", "--test", "a", "--seed", "1");
        var members = JsonDocument.Parse(ran.Output).RootElement.EnumerateObject().Select(member => member.Name);
        Assert.That(members.Where(name => !documentation.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);
    }
}
