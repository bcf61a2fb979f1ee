namespace Katas.Engine.Reporting.Histories;

/// <summary>What the signs of the diagrams mean.</summary>
internal static class PageLegend
{
    /// <summary>The fills that the diagrams of a page share.</summary>
    public const string Fills = """
        <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
        <linearGradient id="fade"><stop offset="0.4"/><stop offset="1" stop-opacity="0"/></linearGradient>
        <pattern id="hatch" width="10" height="10" patternUnits="userSpaceOnUse">
          <path d="M0 10L10 0" stroke-opacity="0.35"/></pattern>
        </defs></svg>
        """;

    /// <summary>The legend.</summary>
    public static string Write() => $"""
        <details open><summary>How to read the diagrams</summary><ul class="legend">
        {Entry(Bar, "an operation, from its call to its return")}
        {Entry($"{Bar}<line class='pin' x1='34' y1='10' x2='34' y2='22'/>{Badge(34, 8)}",
            "its linearization point: the second to take effect")}
        {Entry($"<g class='bad'>{Bar}<text x='28' y='31'>✗</text></g>", "the operation that has no legal point")}
        {Entry($"<g class='open'>{OpenBar}<text x='44' y='31'>…&gt;</text></g>", "it never returned")}
        {Entry($"<g class='relaxed'>{OpenBar}<text x='40' y='31'>···</text></g>",
            "only its call matters: whatever it answered, whenever it returned")}
        {Entry($"<rect class='state' x='10' y='14' width='58' height='24'/>{Badge(11, 26)}<text x='26' y='31'>[3]</text>",
            "the state after the second")}
        {Entry($"<g class='fault'>{Box("band")}{Box("hatch")}</g>", "a fault, or another note")}
        {Entry($"<g class='muted'>{Bar}</g>", "an operation that is not in the core")}
        </ul></details>

        """;

    private const string Bar = "<rect class='bar' x='2' y='14' width='66' height='24'/>";

    private const string OpenBar = "<path class='bar' d='M68 14H2v24H68'/>";

    private static string Badge(int x, int y) =>
        $"<rect class='badge' x='{x - 9}' y='{y - 8}' width='18' height='16' rx='8'/>" +
        $"<text class='number' x='{x}' y='{y + 4}' text-anchor='middle'>2</text>";

    private static string Box(string name) => $"<rect class='{name}' x='2' y='4' width='66' height='34'/>";

    private static string Entry(string drawing, string text) =>
        $"<li><svg width=\"70\" height=\"40\" aria-hidden=\"true\">{drawing}</svg><span>{text}</span></li>";
}
