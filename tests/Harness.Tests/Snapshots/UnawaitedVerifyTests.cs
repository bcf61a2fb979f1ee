using System.Runtime.CompilerServices;

namespace Katas.Harness.Tests.Snapshots;

public sealed class UnawaitedVerifyTests
{
    [Test]
    public void No_test_leaves_a_call_of_Verify_unawaited()
    {
        var folder = TestsFolder();
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsBuilt(Path.GetRelativePath(folder, path)))
            .ToList();

        var found = sources.SelectMany(path => UnawaitedVerifyCalls.LinesIn(File.ReadAllText(path))
            .Select(line => $"{Path.GetRelativePath(folder, path)}:{line}: await or return this call of Verify"));

        Assert.That(sources, Has.Some.EndsWith("UnawaitedVerifyTests.cs"));
        Assert.That(found, Is.Empty);
    }

    [TestCase("void M()\n{\n    Verify(text);\n}", 3)]
    [TestCase("Log();\n\n    Verifier.Verify(text)\n        .UseFileName(name);", 3)]
    [TestCase("VerifyNUnit.Verifier.Verify(text);", 1)]
    [TestCase("if (failed) Verify(text);", 1)]
    [TestCase("if (failed) return;\nelse Verify(text);", 2)]
    [TestCase("Log(); // and then\n/* at\nlast */ Verify(text);", 3)]
    [TestCase("var a = \"\"\"\nx\n\"\"\";\nVerify(a);", 4)]
    [TestCase("Task M() => Run(() => { Verify(text); });", 1)]
    [TestCase("_ = Verify(text);", 1)]
    public void A_statement_that_begins_with_the_call_is_found_at_its_line(string source, int line) =>
        Assert.That(UnawaitedVerifyCalls.LinesIn(source), Is.EqualTo([line]));

    [TestCase("await Verify(text);")]
    [TestCase("await\n    Verify(text);")]
    [TestCase("return Verifier.Verify(text);")]
    [TestCase("public Task Prints() =>\n    Verify(text);")]
    [TestCase("var page = Verify(text);\nawait page;")]
    [TestCase("await FailureOf(Verify(text));")]
    [TestCase("public static SettingsTask Verify(string? target) => null!;")]
    [TestCase("// Verify(text);\n/* x; Verify(text); */")]
    [TestCase("var planted = \"{ Verify(text); }\";")]
    [TestCase("var planted = \"\"\"\n    ; \"Verify(text);\n    \"\"\";")]
    [TestCase("var planted = @\"\"\"; Verify(text);\";")]
    [TestCase("Reverify(text); VerifyPage(text); checker.Verify(text);")]
    public void A_call_that_is_awaited_returned_or_only_quoted_is_not(string source) =>
        Assert.That(UnawaitedVerifyCalls.LinesIn(source), Is.Empty);

    private static bool IsBuilt(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj");

    private static string TestsFolder([CallerFilePath] string sourceFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", ".."));
}
