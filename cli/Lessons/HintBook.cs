using System.Text.RegularExpressions;
using Katas.Engine.Subjects;

namespace Katas.Cli.Lessons;

/// <summary>One hint.</summary>
/// <param name="Number">1 is the gentlest.</param>
/// <param name="Title">What kind of help it is.</param>
/// <param name="Text">The hint, as Markdown.</param>
internal sealed record Hint(int Number, string Title, string Text);

/// <summary>Reads <c>HINTS.md</c>: sections <c>## 1 …</c>, <c>## 2 …</c>, <c>## 3 …</c>.</summary>
internal static partial class HintBook
{
    /// <summary>The hints of a kata in the order of their numbers; none when it has no <c>HINTS.md</c>.</summary>
    public static IReadOnlyList<Hint> Of(Kata kata)
    {
        var file = Path.Combine(kata.Folder, "HINTS.md");
        if (!File.Exists(file)) return [];
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var heads = Heading().Matches(text);
        return
        [
            .. heads.Select((head, i) => new Hint(
                int.Parse(head.Groups[1].Value),
                head.Groups[2].Value.Trim(),
                text[(head.Index + head.Length)..(i + 1 < heads.Count ? heads[i + 1].Index : text.Length)].Trim()))
                .OrderBy(hint => hint.Number),
        ];
    }

    [GeneratedRegex(@"^## (\d+)[.:]?[ \t]*(.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
