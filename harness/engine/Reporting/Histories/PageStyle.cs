namespace Katas.Engine.Reporting.Histories;

/// <summary>The page's style sheet. Every text has a contrast of at least 4.5 to what is behind it, in both themes.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --bg: #ffffff; --fg: #1a1d21; --soft: #56606c; --line: #d5dae1; --panel: #f5f7fa;
          --bar: #e6eefa; --edge: #33598f; --badge: #1f4478; --onbadge: #ffffff; --bad: #b3201a; --badfill: #fde8e6;
          --good: #1a6b3a; --unknown: #7a5200; --fault: #6b5000; --band: #f7e9bd; --link: #1d4f9e; }
        @media (prefers-color-scheme: dark) { :root { --bg: #14171b; --fg: #e7e9ec; --soft: #a8b1bd; --line: #363d47;
          --panel: #1d2127; --bar: #233653; --edge: #8db2ea;
          --badge: #c5daff; --onbadge: #10213d; --bad: #ff8f86; --badfill: #4b1e1a;
          --good: #7edb9c; --unknown: #f0c060; --fault: #e8c969; --band: #3b3216; --link: #9cc2ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 16px; max-width: 1400px; background: var(--bg); color: var(--fg);
          font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 8px; }
        h2 { font-size: 1.2rem; margin: 0 0 4px; overflow-wrap: anywhere; }
        h3 { font-size: 1rem; margin: 16px 0 4px; } a { color: var(--link); }
        a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        code, svg text { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        section { border-top: 1px solid var(--line); padding: 20px 0; }
        .verdict { font-weight: 600; margin: 0 0 8px; overflow-wrap: anywhere; } .mark { font-weight: 700; }
        .good .verdict, .good > .mark { color: var(--good); } .broken .verdict, .broken > .mark { color: var(--bad); }
        .unknown .verdict, .unknown > .mark { color: var(--unknown); }
        .reason { border-left: 4px solid var(--bad); background: var(--panel); padding: 8px 12px; margin: 8px 0;
          overflow-wrap: anywhere; }
        .note, figcaption { color: var(--soft); font-size: 0.9rem; }
        figure { margin: 12px 0; } summary { cursor: pointer; padding: 6px 0; }
        .scroll { overflow-x: auto; display: flex; } .scroll > * { flex: none; }
        table { border-collapse: collapse; font-size: 0.9rem; }
        th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); }
        td code { white-space: pre-wrap; overflow-wrap: anywhere; display: inline-block; min-width: 6ch; max-width: 44ch; }
        .n { text-align: right; font-variant-numeric: tabular-nums; } th { white-space: nowrap; }
        tr.bad td { color: var(--bad); font-weight: 600; }
        svg { display: block; } svg text { font-size: 12px; fill: var(--fg); white-space: pre; }
        .names { position: sticky; left: 0; z-index: 1; background: var(--bg); }
        svg .client, svg .time { fill: var(--soft); } .row { stroke: var(--line); }
        .bar, .state { fill: var(--bar); stroke: var(--edge); stroke-width: 1.5; }
        .state { fill: var(--panel); stroke: var(--line); }
        .fade { fill: url(#fade); } .open .bar, .relaxed .bar, .muted.open .bar { fill: none; }
        .relaxed .bar { stroke-dasharray: 2 3; }
        .open .bar { stroke-dasharray: 8 4; } #fade stop { stop-color: var(--bar); }
        .muted .bar { fill: var(--bg); stroke: var(--soft); stroke-width: 1; }
        .muted .fade { fill: none; } .muted .label { fill: var(--soft); }
        .bad .bar { fill: var(--badfill); stroke: var(--bad); stroke-width: 3; }
        svg .bad text { fill: var(--bad); font-weight: 700; }
        .verdictmark { paint-order: stroke; stroke: var(--bg); stroke-width: 3px; }
        .bad:target .bar { stroke-width: 5; }
        .badge { fill: var(--badge); } svg .number { fill: var(--onbadge); font-weight: 700; font-size: 11px; }
        .pin { stroke: var(--badge); stroke-width: 3; } .guide { stroke: var(--edge); stroke-dasharray: 1 4; }
        .band { fill: var(--band); opacity: 0.55; } .hatch { fill: url(#hatch); } #hatch path { stroke: var(--fault); }
        .fault .edge { stroke: var(--fault); stroke-dasharray: 5 3; } svg .faulttext { fill: var(--fault); }
        .tickmark { stroke: var(--soft); }
        .legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
          gap: 8px 24px; padding: 0; }
        .legend li { list-style: none; display: flex; gap: 12px; align-items: center; } .legend svg { flex: none; }
        @media print { .scroll { overflow: visible; } .scroll > svg { flex: 0 1 auto; width: var(--share); height: auto; }
          .names { position: static; } section { break-inside: auto; } figure { break-inside: avoid; } }
        """;
}
