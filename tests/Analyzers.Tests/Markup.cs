using System.Text;

namespace Katas.Analyzers.Tests;

/// <summary>
/// Source text in which marks show where a diagnostic must be: <c>[|…|]</c>, or <c>{|KATA0101:…|}</c> with its rule.
/// </summary>
/// <param name="Code">The text without the marks.</param>
/// <param name="Places">Each as <c>line:column-line:column</c>, 1-based, with the rule before it if it was named.</param>
internal sealed record Markup(string Code, IReadOnlyList<string> Places)
{
    /// <summary>Takes the marks out; they may stand within each other.</summary>
    public static Markup Parse(string marked)
    {
        List<string> places = [];
        var open = new Stack<(string Rule, string Start)>();
        var code = new StringBuilder();
        var (line, column) = (1, 1);
        for (var i = 0; i < marked.Length; i++)
        {
            if (Is("[|", i))
            {
                open.Push(("", $"{line}:{column}"));
                i++;
            }
            else if (Is("{|KATA", i))
            {
                var colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon] + " ", $"{line}:{column}"));
                i = colon;
            }
            else if (Is("|]", i) || Is("|}", i))
            {
                var (rule, start) = open.Pop();
                places.Add($"{rule}{start}-{line}:{column}");
                i++;
            }
            else
            {
                code.Append(marked[i]);
                (line, column) = marked[i] == '\n' ? (line + 1, 1) : (line, column + 1);
            }
        }

        return new(code.ToString(), places);

        bool Is(string mark, int at) => string.CompareOrdinal(marked, at, mark, 0, mark.Length) == 0;
    }
}
