namespace Katas.Engine.Reporting.Simulations;

/// <summary>What a page of a simulation adds to the style sheet that all pages share.</summary>
internal static class SpaceTimeStyle
{
    public const string Css = """
        .spacetime text { paint-order: stroke; stroke: var(--bg); stroke-width: 4px; stroke-opacity: 0.8;
          stroke-linejoin: round; }
        svg .machine { font-weight: 700; font-size: 13px; } .life { stroke: var(--soft); stroke-width: 1.5; }
        .arrow { stroke: var(--edge); stroke-width: 1.8; fill: none; } .head { fill: var(--edge); }
        .arrow.late { stroke-dasharray: 7 4; } .arrow.lost { stroke-dasharray: 3 3; stroke: var(--fault); }
        .cross { stroke: var(--fault); stroke-width: 2.5; fill: none; } svg .why { fill: var(--fault); }
        .dot { fill: var(--bg); stroke: var(--edge); stroke-width: 2; } svg .said { font-weight: 600; }
        .call { fill: var(--bar); stroke: var(--edge); } .call.open { stroke-dasharray: 4 3; }
        .wrong { fill: var(--badfill); } .bad .arrow { stroke: var(--bad); } .bad .head { fill: var(--bad); }
        .bad .dot { stroke: var(--bad); } .spacetime .bad text { stroke: var(--badfill); }
        .blank { fill: var(--bg); } .frame { fill: none; stroke: var(--fault); } svg .faulttext { font-weight: 600; }
        .faults li.needed { font-weight: 600; } .faults .why { color: var(--soft); font-weight: 400; }
        @media print { .spacetime { print-color-adjust: exact; } figure.long { break-inside: auto; } }
        """;

    public const string Legend = """
        <footer>
        <h2>How to read it</h2>
        <ul>
        <li>A vertical line is a machine or a client; time is virtual and goes down. Rows are in the order in which things
        happened, and equally high however long it took.</li>
        <li>An arrow is a message, from the machine that sent it to the one at which it arrived. Dashed and aslant: other things
        happened while it was under way. One that ends in a cross was lost, for the reason beside it.</li>
        <li>What stands beside a dot, or behind an arrow, is what the machine said of itself, wrote to its disk, or answered.
        <em>timer:</em> and <em>resumes:</em> say why it went on.</li>
        <li>A box on a line is a fault of that machine: hatched while it is down. A wide band is a fault of the network. A narrow
        bar on a client's line is a call, from the question to the answer.</li>
        <li>Point at anything for all of it. Shown is what can have led to the violation; what cannot, and messages that brought
        nothing, are left out.</li>
        </ul>
        </footer>

        """;
}
