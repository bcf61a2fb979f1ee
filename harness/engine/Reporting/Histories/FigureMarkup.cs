using System.Text;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Histories;

/// <summary>A figure as SVG: the names of the clients, which stay where they are, and beside them what scrolls.</summary>
/// <param name="figure">What is drawn, and where.</param>
/// <param name="target">The id of the impossible operation, for links.</param>
internal sealed class FigureMarkup(Figure figure, string target)
{
    private const double NameWidth = 8;

    private readonly StringBuilder _svg = new();

    private Scene Scene => figure.Scene;

    private Timeline Timeline => figure.Timeline;

    /// <summary>The markup, in a region that scrolls sideways and can be reached by keyboard.</summary>
    public string Write(string description)
    {
        var gutter = (Scene.Clients.Max(client => Labels.Client(client).Length) is var longest && longest < 5 ? 5 : longest)
            * NameWidth + 14;
        var whole = gutter + figure.Width;
        _svg.Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape(description)}\">");
        Open("names", gutter, whole);
        foreach (var client in Scene.Clients)
            Text("client", gutter - 8, figure.Row(client).Baseline, Labels.Client(client), "end");
        var strip = Scene.Ordered.Count == 0 ? "" : Scene.Ordered[0].StateAfter is null ? "order" : "state";
        if (strip != "") Text("client", gutter - 8, figure.StripTop + 17, strip, "end");
        if (figure.Clock.HasTimes) Text("client", gutter - 8, figure.AxisBaseline, $"t({figure.Clock.Unit})", "end");
        _svg.Append("</svg>");
        Open("plot", figure.Width, whole);
        Rows();
        Faults();
        // Bars cover the guides, or these would cross their labels.
        Guides();
        for (var i = 0; i < Scene.Bars.Count; i++) Operation(i);
        Pins();
        Strip();
        Axis();
        return _svg.Append("</svg></div>\n").ToString();
    }

    private void Open(string name, double width, double whole) => _svg.Append(
        $"<svg class=\"{name}\" style=\"--share:{Number(100 * width / whole)}%\" width=\"{Number(width)}\" " +
        $"height=\"{Number(figure.Height)}\" viewBox=\"0 0 {Number(width)} {Number(figure.Height)}\" aria-hidden=\"true\">");

    private void Rows()
    {
        foreach (var client in Scene.Clients)
            Line("row", 0, figure.Row(client).Bottom, figure.Width, figure.Row(client).Bottom);
    }

    private void Faults()
    {
        foreach (var (fault, from, to, lane, _) in figure.Faults)
        {
            var (top, bottom) = (0d, figure.RowsBottom);
            if (fault.Client is { } client && Scene.Clients.Contains(client)) (top, bottom, _) = figure.Row(client);
            var baseline = (lane * 18) + 14;
            _svg.Append($"<g class=\"fault\"><title>{Escape(figure.Clock.Fault(fault))}</title>");
            if (to > from) Box("band", from, top, to - from, bottom - top);
            if (to > from) Box("hatch", from, top, to - from, bottom - top);
            Line("edge", from, Math.Min(top, baseline - 10), from, bottom);
            if (to > from) Line("edge", to, top, to, bottom);
            Text("faulttext", from + 4, baseline, Figure.FaultText(fault));
            _svg.Append("</g>");
        }
    }

    private void Operation(int i)
    {
        var (bar, x, y) = (Scene.Bars[i], figure.X(Timeline.Call(i)), figure.Y(i));
        var (end, height) = (figure.End(i), Figure.BarHeight);
        var shape = bar.HasEnd ? "" : bar.Relaxed ? " relaxed" : " open";
        var classes = $"op{(bar.Impossible ? " bad" : "")}{(bar.Muted ? " muted" : "")}{shape}";
        _svg.Append($"<g class=\"{classes}\"{(bar.Impossible ? $" id=\"{target}\"" : "")}>");
        _svg.Append($"<title>{Escape(OperationText.Tooltip(bar, figure.Clock))}</title>");
        if (bar.HasEnd) Box("bar", x, y, Math.Max(end - x, 3), height);
        else _svg.Append(
            $"<path class=\"fade\" d=\"M{Number(x)} {Number(y)}H{Number(end)}v{Number(height)}H{Number(x)}z\"/>" +
            $"<path class=\"bar\" d=\"M{Number(end)} {Number(y)}H{Number(x)}v{Number(height)}H{Number(end)}\"/>");
        var suffix = bar.HasEnd ? "" : bar.Relaxed ? " ···" : " …>";
        var room = bar.HasEnd ? (int)((end - x - 6) / Figure.Cell) : Figure.WidestLabel;
        // A label of which two characters are left says nothing.
        if (room >= Math.Min(bar.Label.Length, 4)) Text("label", x + 6, y + 17, Labels.Cut(bar.Label, room) + suffix);
        if (bar.Impossible) Text("verdictmark", x, y - 6, "✗ no legal point");
        _svg.Append("</g>");
    }

    private void Guides()
    {
        for (var i = 0; i < Scene.Bars.Count; i++)
        {
            if (Scene.Bars[i].Number == 0) continue;
            var x = figure.X(Timeline.Point(i));
            Line("guide", x, figure.Y(i) + Figure.BarHeight, x, figure.StripTop);
        }
    }

    private void Pins()
    {
        for (var i = 0; i < Scene.Bars.Count; i++)
        {
            if (Scene.Bars[i].Number == 0) continue;
            var (x, y) = (figure.X(Timeline.Point(i)), figure.Y(i));
            Line("pin", x, y - 6, x, y + 6);
            Badge(x, y - 11, Scene.Bars[i].Number);
        }
    }

    private void Strip()
    {
        var points = Enumerable.Range(0, Scene.Bars.Count).Where(i => Scene.Bars[i].Number > 0)
            .OrderBy(i => Scene.Bars[i].Number).ToArray();
        for (var k = 0; k < points.Length; k++)
        {
            var bar = Scene.Bars[points[k]];
            var from = figure.X(Timeline.Point(points[k]));
            var to = k + 1 < points.Length ? figure.X(Timeline.Point(points[k + 1])) : figure.Width - 4;
            if (bar.StateAfter is { } state)
            {
                _svg.Append($"<g><title>{Escape($"after {bar.Number}: {state}")}</title>");
                Box("state", from, figure.StripTop, Math.Max(to - from, 2), 24);
                var inset = BadgeHalf(bar.Number) + 4;
                var room = Math.Min((int)((to - from - inset) / Figure.Cell), 200);
                if (room > 0) Text("label", from + inset, figure.StripTop + 16, Labels.Cut(state, room));
                _svg.Append("</g>");
            }

            Badge(from, figure.StripTop + 12, bar.Number);
        }
    }

    private void Axis()
    {
        if (!figure.Clock.HasTimes) return;
        var free = 0d;
        foreach (var (time, column) in Timeline.Times)
        {
            var (x, text) = (figure.X(column), figure.Clock.Number(time));
            if (x < free) continue;
            Line("tickmark", x, figure.AxisBaseline - 14, x, figure.AxisBaseline - 10);
            Text("time", x, figure.AxisBaseline, text, "start");
            free = x + ((text.Length + 1) * Figure.Cell);
        }
    }

    private void Badge(double x, double y, int number)
    {
        var half = BadgeHalf(number);
        _svg.Append($"<rect class=\"badge\" x=\"{Number(x - half)}\" y=\"{Number(y - 8)}\" ")
            .Append($"width=\"{2 * half}\" height=\"16\" rx=\"8\"/>");
        Text("number", x, y + 4, $"{number}", "middle");
    }

    private static int BadgeHalf(int number) => 5 + (4 * $"{number}".Length);

    private void Box(string name, double x, double y, double width, double height) => _svg.Append(
        $"<rect class=\"{name}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"/>");

    private void Line(string name, double x1, double y1, double x2, double y2) => _svg.Append(
        $"<line class=\"{name}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    private void Text(string name, double x, double y, string text, string anchor = "start") => _svg.Append(
        $"<text class=\"{name}\" x=\"{Number(x)}\" y=\"{Number(y)}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}>")
        .Append(Escape(text)).Append("</text>");
}
