namespace Katas.Analyzers.Tests;

/// <summary>Source text in which <c>[|…|]</c> marks where a diagnostic must be.</summary>
internal sealed record Markup(string Code, IReadOnlyList<string> Places)
{
    /// <summary>Takes the marks out and notes each as <c>line:column-column</c>, 1-based.</summary>
    public static Markup Parse(string marked)
    {
        List<string> places = [];
        var code = new System.Text.StringBuilder();
        var (line, column, start) = (1, 1, 0);
        for (var i = 0; i < marked.Length; i++)
        {
            if (Is("[|", i))
            {
                (start, i) = (column, i + 1);
                continue;
            }

            if (Is("|]", i))
            {
                places.Add($"{line}:{start}-{column}");
                i++;
                continue;
            }

            code.Append(marked[i]);
            (line, column) = marked[i] == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return new(code.ToString(), places);

        bool Is(string mark, int at) => string.CompareOrdinal(marked, at, mark, 0, mark.Length) == 0;
    }
}
