using Katas.Engine.Mutation;
using Katas.Engine.Mutation.Stryker;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>Stryker's report becomes mutants, and our results become its page.</summary>
public sealed class StrykerReportTests
{
    private const string Text = "class A\r\n{\r\n    bool B(int c) =>\r\n        c > 0;\r\n}\r\n";

    private static readonly SourceFile Source = new("/r/reference/A.cs", Text);

    [Test]
    public void Places_are_lines_and_columns_of_the_copy()
    {
        var mutants = Read(Mutant("1", "Equality mutation", "c >= 0", "NoCoverage", 4, 9, 4, 14));
        var mutant = mutants.Single();
        Assert.That(
            (mutant.Original, mutant.Edit.Text, mutant.Edit.File, mutant.Line, mutant.Origin),
            Is.EqualTo(("c > 0", "c >= 0", "reference/A.cs", 4, MutantOrigin.Stryker)));
        var changed = mutant.Edit.Apply("/r", [Source])[0].Text;
        Assert.That(changed, Is.EqualTo(Text.Replace("c > 0", "c >= 0", StringComparison.Ordinal)));
        Assert.That(mutant.Name, Does.Match("^equality-[0-9a-f]{6}$"));
    }

    [Test]
    public void What_Stryker_ignores_is_left_out_and_what_it_could_not_compile_is_tried() => Assert.That(
        Read(
            Mutant("1", "Equality mutation", "c >= 0", "Ignored", 4, 9, 4, 14),
            Mutant("2", "Equality mutation", "c < 0", "CompileError", 4, 9, 4, 14)).Select(mutant => mutant.Edit.Text),
        Is.EqualTo(new[] { "c < 0" }));

    [TestCase("{", "cannot be read")]
    [TestCase("""{ "files": {} }""", "names none of the subject's files")]
    [TestCase("""{ "files": { "/copy/A.cs": { "mutants": [ {} ] } } }""", "cannot be read")]
    public void A_report_of_another_form_is_refused(string report, string why) => Assert.That(
        () => StrykerMutants.Read("/r", report, Copies), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(why));

    [Test]
    public void The_page_holds_our_results_and_waits_for_nothing()
    {
        const string Page =
            "<app title-postfix=\"Stryker\" sse=\"http://here:1/\">\n<script>\napp.report = {\"files\":{}};\n</script>";
        var mutants = Read(
            Mutant("1", "Equality mutation", "c >= 0", "NoCoverage", 4, 9, 4, 14),
            Mutant("2", "Equality mutation", "c < 0", "NoCoverage", 4, 9, 4, 14));
        var kata = Catalogue.Open(KataRoot.Current).Get("welcome");
        MutantResult[] results =
        [
            new(mutants[0], MutantFate.TimedOut, "T", "x", "It hung."), new(mutants[1], MutantFate.Survived, "", "y", ""),
        ];
        var explained = new Dictionary<string, string> { [mutants[1].Name] = "No </script> can tell." };
        var page = MutationPage.Write(
            Page, new MutationPlan(kata, SubjectName.Reference, "", mutants), results, explained,
            new Dictionary<string, string> { ["reference/A.cs"] = Text });
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.StartWith("<app title-postfix=\"mutants of welcome, reference\">"));
            Assert.That(page, Does.Not.Contain("sse="), "nothing is waited for");
            Assert.That(page, Does.Not.Contain("</script> can"), "no text ends the script");
            Assert.That(page, Does.Contain("""
                "status":"Survived","statusReason":"TimedOut, and no test failed. It hung."
                """));
            Assert.That(page, Does.Contain("\"status\":\"Ignored\""));
            Assert.That(page, Does.Contain("""
                "location":{"start":{"line":4,"column":9},"end":{"line":4,"column":14}}
                """));
        });
    }

    [Test]
    public void A_page_without_a_place_for_results_is_refused()
    {
        var plan = new MutationPlan(Catalogue.Open(KataRoot.Current).Get("welcome"), SubjectName.Reference, "", []);
        Assert.That(
            () => MutationPage.Write("<html/>", plan, [], MutantBook.None, MutantBook.None),
            Throws.InstanceOf<InvalidDataException>());
    }

    private static Dictionary<string, SourceFile> Copies => new() { ["/copy/A.cs"] = Source };

    private static IReadOnlyList<Mutant> Read(params string[] mutants) => StrykerMutants.Read(
        "/r",
        $$"""{ "files": { "/copy/A.cs": { "mutants": [ {{string.Join(", ", mutants)}} ] }, "/copy/Reached.cs": {} } }""",
        Copies);

    private static string Mutant(
        string id, string name, string replacement, string status, int line, int column, int endLine, int endColumn) => $$"""
        {
          "id": "{{id}}", "mutatorName": "{{name}}", "replacement": "{{replacement}}", "status": "{{status}}",
          "location": {
            "start": { "line": {{line}}, "column": {{column}} }, "end": { "line": {{endLine}}, "column": {{endColumn}} }
          }
        }
        """;
}
