namespace Katas.Tidy.Tests;

/// <summary>Files that one can hold in mind.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 400;
    private const int LongestLine = 130;
    private const int MedianFile = 80;

    private static readonly string[] Folders = ["katas", "reference", "harness", "analyzers", "cli", "tests", "bench"];

    private static IEnumerable<string> Code => Folders.SelectMany(folder => House.Files(folder, "*.cs"));

    [Test]
    public void No_file_is_too_long() =>
        Assert.That(Code.Where(file => House.Lines(file).Length > LongestFile), Is.Empty);

    [Test]
    public void The_median_file_is_short()
    {
        var lengths = Code.Select(file => House.Lines(file).Length).Order().ToList();
        Assert.That(lengths[lengths.Count / 2], Is.AtMost(MedianFile));
    }

    [Test]
    public void No_line_is_too_long() => Assert.That(
        from file in Code
        from line in House.Lines(file).Select((text, i) => (text, number: i + 1))
        where line.text.Length > LongestLine
        select $"{file}:{line.number} has {line.text.Length} characters", Is.Empty);

    [Test]
    public void Every_project_is_in_the_solution()
    {
        var solution = House.Text("Katas.sln").Replace('\\', '/');
        var projects = Folders.SelectMany(folder => House.Files(folder, "*.csproj"));
        Assert.That(projects.Where(project => !solution.Contains(project, StringComparison.Ordinal)), Is.Empty);
    }
}
