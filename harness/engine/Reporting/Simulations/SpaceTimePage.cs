using System.Text;
using Katas.Engine.Linearizability;
using Katas.Engine.Reporting.Histories;
using Katas.Engine.Reporting.Interleavings;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>A failing run of a cluster as an HTML page that needs nothing from outside, and no script.</summary>
internal static class SpaceTimePage
{
    private const int MostFaults = 40;
    private const string Without = "<span class=\"why\">needed: without it the run passes</span>";

    /// <summary>The page.</summary>
    /// <param name="failure">What the failing test prints, in its parts.</param>
    /// <param name="result">The search that found it; the run that it shrank is drawn.</param>
    public static string Render(FailureParts failure, SimulationResult result)
    {
        var html = new StringBuilder(FailureMarkup.Head(failure, $"{PageStyle.Css}\n{ScheduleStyle.Css}\n{SpaceTimeStyle.Css}"))
            .Append(PageLegend.Fills).Append("\n<main>\n<section class=\"broken\">\n")
            .Append(FailureMarkup.Evidence(failure.Evidence));
        var run = result.Shrunk ?? result.Found;
        if (run is not null) html.Append(Diagram(run, result.Needed));
        html.Append(FailureMarkup.Found(failure)).Append("</section>\n");
        if (run is not null) html.Append(Faults(run, result.Needed)).Append(Judged(run));
        html.Append(FailureMarkup.Again(failure)).Append("</main>\n").Append(SpaceTimeStyle.Legend);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Diagram(SimulatedRun run, IReadOnlyList<Fault> needed)
    {
        var figure = new SpaceTimeFigure(run);
        if (figure.Rows.Count == 0 || figure.Machines.Count == 0) return "";
        var shown = figure.Rows.Sum(row => row.Steps);
        return (figure.HasNamesBelow ? "<figure class=\"long\">" : "<figure>")
            + new SpaceTimeMarkup(figure, needed).Write("What led to it")
            + $"<figcaption>{shown} of {TextDiagram.Count(run.Trace.Events.Count, "step", "steps")}: "
            + $"those that can have led to it. Seed {run.Plan.Seed}.</figcaption></figure>\n";
    }

    private static string Faults(SimulatedRun run, IReadOnlyList<Fault> needed)
    {
        if (run.Happened.Count == 0) return "<section>\n<h2>Faults</h2>\n<p>None: it goes wrong by itself.</p>\n</section>\n";
        var html = new StringBuilder("<section>\n<h2>Faults</h2>\n<ul class=\"faults\">\n");
        foreach (var fault in run.Happened.Take(MostFaults))
        {
            html.Append(needed.Contains(fault)
                ? $"<li class=\"needed\"><code>{Escape(fault.ToString())}</code> {Without}</li>\n"
                : $"<li><code>{Escape(fault.ToString())}</code></li>\n");
        }

        if (run.Happened.Count > MostFaults) html.Append($"<li>and {run.Happened.Count - MostFaults} more</li>\n");
        return html.Append("</ul>\n</section>\n").ToString();
    }

    /// <summary>What the clients saw, where that is what went wrong.</summary>
    private static string Judged(SimulatedRun run) => run.Failure?.Judged is { Verdict: CheckVerdict.Violation } judged
        ? new PageSection(new JudgedHistory("What the clients saw", run.History, judged), 1, new PageBudget(2000)).Write()
        : "";
}
