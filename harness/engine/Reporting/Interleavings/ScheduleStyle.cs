namespace Katas.Engine.Reporting.Interleavings;

/// <summary>What a page of a schedule adds to the style sheet that all pages share.</summary>
internal static class ScheduleStyle
{
    public const string Css = """
        .test { color: var(--soft); margin: 0; } h1 .mark { color: var(--bad); }
        .reason p { margin: 0 0 4px; } .stack { margin: 0 0 8px; padding-left: 24px; list-style: none; }
        table.schedule { border: 1px solid var(--line); }
        .schedule th, .schedule td { border: 1px solid var(--line); padding: 4px 10px; white-space: nowrap; }
        .schedule td code { max-width: none; white-space: pre; }
        .schedule th { background: var(--panel); position: sticky; top: 0; }
        .schedule .step { background: var(--bar); } .schedule .line { color: var(--soft); padding-left: 16px; float: right; }
        .schedule .gave { color: var(--soft); font-style: italic; }
        .schedule .switch { color: var(--fault); font-weight: 600; } .schedule .switch::before { content: "⇥ "; }
        .schedule tr.bad .step { background: var(--badfill); } .schedule tr.bad td { color: var(--fg); font-weight: 400; }
        .schedule tr.bad strong { color: var(--bad); }
        .folded td { color: var(--soft); text-align: center; }
        dt { color: var(--soft); } dd { margin: 0 0 8px; overflow-wrap: anywhere; }
        @media print { .schedule th { position: static; } table.schedule { page-break-inside: auto; }
          .schedule td, .schedule th { white-space: normal; print-color-adjust: exact; } }
        """;

    public const string Legend = """
        <footer>
        <h2>How to read it</h2>
        <ul>
        <li>A column is a thread, a task or a timer. Only one of them runs at a time; the order is the explorer's choice.</li>
        <li><em>switch</em>: the thread was interrupted here, although it could have gone on.
        <em>ended</em>: it had nothing left to do.</li>
        <li><code>read _n -&gt; 0</code> reads 0; <code>write _n &lt;- 1</code> writes 1;
        <code>:31</code> is the source line.</li>
        <li><em>shared</em> is the value of the place after the step. Steps that no other thread could notice are left out.</li>
        </ul>
        </footer>

        """;
}
