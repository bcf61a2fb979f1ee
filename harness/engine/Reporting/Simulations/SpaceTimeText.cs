using System.Globalization;
using System.Text;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>
/// The steps that led to a violation as text: a column for each machine, a row for each step or message, at most 12 rows and 100
/// columns.
/// </summary>
internal static class SpaceTimeText
{
    private const int MostRows = 12;
    private const int MostWidth = 100;
    private const int MostMachines = 6;
    private const int WidestLabel = 30;
    private const int NarrowestLabel = 8;

    /// <summary>The diagram, with a line that says what it leaves out; empty for a run without a step.</summary>
    public static string Of(SimulatedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var cone = CausalCone.Of(run);
        var rows = Story.Tell(run, cone, MostRows, Relevance.Background - 1);
        if (rows.Count == 0) return "";
        var mark = ViolationMark.Of(run, cone.Order);
        var machines = Machines(rows);
        var clock = Clock(rows);
        foreach (var (label, withTimers) in Widths())
        {
            var sheet = new SpaceTimeColumns(run.Trace.Nodes, machines, label, withTimers);
            var parts = rows.Select(row => sheet.Parts(row)).ToList();
            sheet.Place(parts);
            var lines = rows.Select((row, i) => (
                    Head: $"{i + 1,2}  {clock(row.Time),5}   ", Body: sheet.Line(parts[i]),
                    Tail: row.IsViolation ? $"  <- {mark?.Text}" : ""))
                .Prepend((" #  t(ms)   ", sheet.Heading, "")).ToList();
            if ((label > NarrowestLabel || withTimers) && lines.Where((_, i) => i == 0 || rows[i - 1].From >= 0)
                    .Any(line => line.Item1.Length + line.Item2.Length + line.Item3.Length > MostWidth)) continue;
            var text = new StringBuilder();
            foreach (var (head, body, tail) in lines)
            {
                var cut = Histories.Labels.Cut(body, MostWidth - head.Length - tail.Length);
                text.Append($"{head}{cut}{tail}".TrimEnd()).Append('\n');
            }

            return text.Append(Footer(run, rows, machines)).ToString();
        }

        return "";
    }

    /// <summary>How long texts may be, from the most that one could wish to the least that says something.</summary>
    private static IEnumerable<(int Label, bool WithTimers)> Widths()
    {
        for (var label = WidestLabel; label >= 16; label -= 2) yield return (label, true);
        for (var label = 20; label >= NarrowestLabel; label -= 2) yield return (label, false);
    }

    /// <summary>The machines that have a column: those of the most rows, where they are too many.</summary>
    private static List<int> Machines(IReadOnlyList<StoryRow> rows)
    {
        var all = rows.SelectMany(row => row.To.Append(row.From)).Where(machine => machine >= 0).Distinct().ToList();
        if (all.Count == 0) return [0];
        return
        [
            .. all.OrderByDescending(machine => rows.Any(row => row.IsViolation && IsOn(row, machine)))
                .ThenByDescending(machine => rows.Count(row => IsOn(row, machine))).ThenBy(machine => machine)
                .Take(MostMachines).Order(),
        ];
    }

    private static bool IsOn(StoryRow row, int machine) => row.From == machine || (row.To.Count == 1 && row.To[0] == machine);

    /// <summary>Whole milliseconds, unless the whole diagram lasts only a few.</summary>
    private static Func<TimeSpan, string> Clock(IReadOnlyList<StoryRow> rows)
    {
        var isShort = rows[^1].Time - rows[0].Time < TimeSpan.FromMilliseconds(20) && rows[^1].Time < TimeSpan.FromSeconds(1);
        var format = isShort ? "0.0" : "0";
        return time => time.TotalMilliseconds.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Footer(SimulatedRun run, IReadOnlyList<StoryRow> rows, List<int> machines)
    {
        var steps = $"{rows.Sum(row => row.Steps)} of {run.Trace.Events.Count} steps.";
        var others = run.Trace.Nodes.Where((_, node) => !machines.Contains(node)).Select(node => node.Name).ToList();
        var names = others.Count <= 6 ? string.Join(", ", others) : $"{others.Count} other machines";
        if (steps.Length + names.Length > MostWidth - 20) names = $"{others.Count} other machines";
        return others.Count == 0 ? steps : $"{steps} Left out: {names}.";
    }
}
