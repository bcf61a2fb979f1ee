using System.Text.RegularExpressions;

namespace Katas.Tidy.Tests;

/// <summary>The documents say what is so.</summary>
public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents =>
        House.Files(".", "*.md").Where(file => !file.StartsWith("analyzers/", StringComparison.Ordinal));

    [TestCaseSource(nameof(Documents))]
    public void Its_links_lead_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(House.Root, document))!;
        var lost = Link().Matches(House.Text(document)).Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(link => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Combine(folder, link)));
        Assert.That(lost, Is.Empty);
    }

    /// <summary>A snippet marked with its file is that file's text, so it is compiled and tested where it stands.</summary>
    [TestCaseSource(nameof(Documents))]
    public void Its_marked_snippets_are_code_that_we_compile(string document)
    {
        var stale = Snippet().Matches(House.Text(document).ReplaceLineEndings("\n"))
            .Where(match => !House.Text(match.Groups["file"].Value).ReplaceLineEndings("\n")
                .Contains(match.Groups["code"].Value.Trim('\n'), StringComparison.Ordinal))
            .Select(match => match.Groups["file"].Value);
        Assert.That(stale, Is.Empty);
    }

    [Test]
    public void The_readme_opens_with_a_marked_snippet() =>
        Assert.That(Snippet().IsMatch(House.Text("README.md").ReplaceLineEndings("\n")));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<!-- snippet: (?<file>\S+) -->\n```\w*\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
