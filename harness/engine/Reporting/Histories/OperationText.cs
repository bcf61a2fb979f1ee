using System.Text;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Operations in words: the tooltips of a figure, and the table that says the same as it.</summary>
internal static class OperationText
{
    /// <summary>Who asked what, when, what came of it, and where it took effect.</summary>
    public static string Tooltip(Bar bar, Clock clock)
    {
        var operation = bar.Operation;
        var when = bar.Operation.Ending == Engine.Histories.Ending.Open
            ? $"called at {clock.Moment(operation.Invoked)}"
            : $"{clock.Moment(operation.Invoked)} to {clock.Moment(operation.Returned)}";
        var point = bar.Number > 0 ? $"; point {bar.Number}" : "";
        return $"{Labels.Client(operation.Client)} {LongText.Input(operation)}: {LongText.Output(operation)}; {when}{point}; " +
            $"operation {Labels.Reference(operation)}{(bar.Impossible ? "; it has no legal point" : "")}" +
            (bar.Relaxed ? "; only its call matters" : "");
    }

    /// <summary>The operations in the order of their points, then those without one.</summary>
    public static string Table(Scene scene)
    {
        var clock = new Clock(scene.Bars.SelectMany(bar => new[] { bar.Operation.Invoked, bar.Operation.Returned }), scene.Unit);
        var (unit, states) = (clock.HasTimes ? $" ({clock.Unit})" : "", scene.Ordered.Any(bar => bar.StateAfter is not null));
        var html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Operations\">")
            .Append("<table><thead><tr><th>Point<th>Operation<th>Client<th>Asked<th>Answered")
            .Append($"<th class=\"n\">Called{unit}<th class=\"n\">Returned{unit}").Append(states ? "<th>State after" : "")
            .Append("</tr></thead><tbody>\n");
        foreach (var bar in scene.Bars.OrderBy(bar => bar.Number == 0).ThenBy(bar => bar.Number))
        {
            var operation = bar.Operation;
            var point = bar.Impossible ? "✗ none" : bar.Number > 0 ? $"{bar.Number}" : "not needed";
            var returned = bar.Relaxed ? "does not matter" : bar.HasEnd ? clock.Number(operation.Returned) : "never";
            html.Append(bar.Impossible ? "<tr class=\"bad\">" : "<tr>")
                .Append($"<td>{point}<td>{Labels.Reference(operation)}<td>{Labels.Client(operation.Client)}")
                .Append($"<td><code>{Escape(LongText.Input(operation))}</code>")
                .Append($"<td><code>{Escape(LongText.Output(operation))}</code>")
                .Append($"<td class=\"n\">{clock.Number(operation.Invoked)}<td class=\"n\">{returned}")
                .Append(states ? $"<td><code>{Escape(bar.StateAfter ?? "")}</code>" : "").Append("</tr>\n");
        }

        return html.Append("</tbody></table></div>\n").ToString();
    }
}
