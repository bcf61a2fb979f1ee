using System.Text;
using Katas.Engine.Reporting.Histories;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>A space-time figure as SVG, in a region that scrolls sideways and can be reached by keyboard.</summary>
/// <param name="figure">What is drawn, and where.</param>
/// <param name="needed">The faults without which the run passes.</param>
internal sealed class SpaceTimeMarkup(SpaceTimeFigure figure, IReadOnlyList<Fault> needed)
{
    private readonly StringBuilder _svg = new();

    public string Write(string description)
    {
        _svg.Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape(description)}\">")
            .Append($"<svg class=\"spacetime\" style=\"--share:100%\" width=\"{Number(figure.Width)}\" ")
            .Append($"height=\"{Number(figure.Height)}\" ")
            .Append($"viewBox=\"0 0 {Number(figure.Width)} {Number(figure.Height)}\" aria-hidden=\"true\">");
        foreach (var band in figure.Bands.Where(band => band.Machine < 0)) Network(band);
        Violation();
        Machines();
        foreach (var band in figure.Bands.Where(band => band.Machine >= 0)) OnMachine(band);
        Calls();
        Late();
        for (var i = 0; i < figure.Rows.Count; i++) Row(figure.Rows[i], figure.Y(i));
        return _svg.Append("</svg></div>\n").ToString();
    }

    private void Machines()
    {
        Text("client", figure.Times, 18, "t(ms)", "end");
        foreach (var machine in figure.Machines)
        {
            var (x, name) = (figure.X(machine), Labels.Cut(figure.Run.Trace.Nodes[machine].Name, 24));
            Line("life", x, 28, x, figure.Y(figure.Rows.Count - 1) + (SpaceTimeFigure.Pitch / 2));
            Text("machine", x, 18, name, "middle");
            if (figure.HasNamesBelow) Text("machine", x, figure.Height - 8, name, "middle");
        }
    }

    private void Violation()
    {
        for (var i = 0; i < figure.Rows.Count; i++)
            if (figure.Rows[i].IsViolation)
                Box("wrong", 0, figure.Y(i) - (SpaceTimeFigure.Pitch / 2) - 3, figure.Width, SpaceTimeFigure.Pitch);
    }

    private void Network(FaultBand band)
    {
        var (from, to) = (figure.X(figure.Machines[0]) - 20, figure.X(figure.Machines[^1]) + 20);
        _svg.Append($"<g class=\"fault\"><title>{Escape(band.Fault.ToString())}</title>");
        Box("band", from, band.From, to - from, band.To - band.From);
        Line("edge", from, band.From, to, band.From);
        Line("edge", from, band.To, to, band.To);
        _svg.Append("</g>");
    }

    private void OnMachine(FaultBand band)
    {
        var x = figure.X(band.Machine) - 8;
        _svg.Append($"<g class=\"fault\"><title>{Escape(band.Fault.ToString())}</title>");
        Box("blank", x, band.From, 16, band.To - band.From);
        Box("band", x, band.From, 16, band.To - band.From);
        if (band.Fault is CrashFault) Box("hatch", x, band.From, 16, band.To - band.From);
        Box("frame", x, band.From, 16, band.To - band.From);
        _svg.Append("</g>");
    }

    /// <summary>A bar on a client's line from each call to its answer.</summary>
    private void Calls()
    {
        for (var i = 0; i < figure.Rows.Count; i++)
        {
            var call = Call(figure.Rows[i]);
            if (call < 0) continue;
            var machine = figure.Cone.Order.Trace.Events[call].Node;
            var end = figure.Cone.Order.After(call).FirstOrDefault(step => step.Kind is TraceKind.Return or TraceKind.Invoke);
            var last = end.Kind != TraceKind.Return ? -1
                : Enumerable.Range(i, figure.Rows.Count - i)
                    .FirstOrDefault(row => figure.Rows[row].Locals.Any(step => step.Number == end.Number), -1);
            var bottom = last < 0 ? figure.Y(figure.Rows.Count - 1) + 12 : figure.Y(last) + 6;
            Box(last < 0 ? "call open" : "call", figure.X(machine) - 4, figure.Y(i) - 4, 8, bottom - figure.Y(i) + 4);
        }
    }

    private int Call(StoryRow row)
    {
        foreach (var step in row.Locals)
            if (step.Kind == TraceKind.Invoke) return step.Number;
        if (row.Arrow is not (Arrow.Whole or Arrow.Leaves or Arrow.Lost) || row.Lead.Length == 0) return -1;
        var before = figure.Cone.Order.Before(row.Message.Number).FirstOrDefault();
        return before.Kind == TraceKind.Invoke ? before.Number : -1;
    }

    /// <summary>Messages that take more than one row, below all others.</summary>
    private void Late()
    {
        for (var i = 0; i < figure.Rows.Count; i++)
        {
            var row = figure.Rows[i];
            if (row.Arrow != Arrow.Arrives) continue;
            var leaves = Enumerable.Range(0, i).LastOrDefault(k => figure.Rows[k].Message.Number == row.Message.Number
                && figure.Rows[k].Arrow is Arrow.Leaves or Arrow.Whole, i);
            _svg.Append(row.IsViolation ? "<g class=\"bad\">" : "<g>");
            Shot("arrow late", figure.X(row.From), figure.Y(leaves), figure.X(row.To[0]), figure.Y(i) + 3);
            _svg.Append("</g>");
        }
    }

    private void Row(StoryRow row, double y)
    {
        Text("time", figure.Times, y + 4, SpaceTimeFigure.Milliseconds(row.Time), "end");
        _svg.Append(row.IsViolation ? "<g class=\"bad\">" : "<g>")
            .Append($"<title>{Escape(StepTitles.Of(figure.Run, row))}</title>");
        if (row.From < 0) Text("faulttext", figure.X(figure.Machines[0]) - 16, y - 5, figure.Beside(row) + Needed(row));
        else if (row.Arrow == Arrow.None) Local(row, y);
        else Message(row, y);
        _svg.Append("</g>\n");
    }

    private void Local(StoryRow row, double y)
    {
        var isFault = row.Locals.Any(step => step.Data is Fault);
        var x = figure.X(row.From);
        if (!isFault) _svg.Append($"<circle class=\"dot\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"4\"/>");
        Text(isFault ? "faulttext" : "said", x + 13, y + 4, figure.Beside(row) + Needed(row));
    }

    private void Message(StoryRow row, double y)
    {
        var (from, to) = (figure.X(row.From), figure.X(row.To[0]));
        var isLeft = to < from;
        if (row.From == row.To[0])
        {
            _svg.Append($"<path class=\"arrow\" d=\"M{Number(from)} {Number(y - 6)}h22v10h-14\"/>");
            Text("label", from + 28, y + 2, figure.OnArrow(row) + " " + figure.Beside(row));
            return;
        }

        if (row.Arrow == Arrow.Whole) Shot("arrow", from, y, to, y + 3);
        if (row.Arrow == Arrow.Lost) Cross(from, y, figure.CrossAt(row));
        if (row.Arrow == Arrow.Leaves && row.Note == "under way") Line("arrow late", from, y, from + ((to - from) * 0.6), y + 3);
        if (row.Arrow != Arrow.Arrives || row.Note == "again")
            Text("label", from + (isLeft ? -9 : 9), y - 5, figure.OnArrow(row) + Late(row), isLeft ? "end" : "start");
        var (side, anchor) = (isLeft ? -1 : 1, isLeft ? "end" : "start");
        if (row.Arrow == Arrow.Lost)
        {
            // The reason stands behind the cross, and for a message to the left, where there is room: on its other side.
            Text("why", isLeft ? from + 13 : figure.CrossAt(row) + 12, y + 4, figure.Beside(row) + Needed(row));
            return;
        }

        if (row.Arrow == Arrow.Leaves) return;
        Text("said", to + (side * 13), y + 6, figure.Beside(row), anchor);
    }

    private string Late(StoryRow row) =>
        row.Arrow == Arrow.Leaves && row.Note.Length > 0 ? $", {row.Note.TrimEnd(',')}{Needed(row)}" : "";

    private string Needed(StoryRow row)
    {
        var isNeeded = row.Locals.Any(step => step.Data is Fault fault && needed.Contains(fault))
            || (row.Arrow != Arrow.None && figure.Cone.Fates.Of(row.Message.Number) is { } fate && needed.Contains(fate));
        return isNeeded ? ", needed" : "";
    }

    private void Cross(double from, double y, double to)
    {
        Line("arrow lost", from, y, to, y);
        _svg.Append($"<path class=\"cross\" d=\"M{Number(to - 5)} {Number(y - 5)}l10 10m0 -10l-10 10\"/>");
    }

    private void Shot(string name, double x1, double y1, double x2, double y2)
    {
        var length = Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
        var (dx, dy) = ((x2 - x1) / length, (y2 - y1) / length);
        var (bx, by) = (x2 - (9 * dx), y2 - (9 * dy));
        Line(name, x1, y1, bx, by);
        _svg.Append($"<path class=\"head\" d=\"M{Number(x2)} {Number(y2)}L{Number(bx - (4.5 * dy))} {Number(by + (4.5 * dx))}")
            .Append($"L{Number(bx + (4.5 * dy))} {Number(by - (4.5 * dx))}z\"/>");
    }

    private void Box(string name, double x, double y, double width, double height) => _svg.Append(
        $"<rect class=\"{name}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" " +
        $"height=\"{Number(Math.Max(height, 2))}\"/>");

    private void Line(string name, double x1, double y1, double x2, double y2) => _svg.Append(
        $"<line class=\"{name}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    private void Text(string name, double x, double y, string text, string anchor = "start")
    {
        if (text.Length == 0) return;
        _svg.Append($"<text class=\"{name}\" x=\"{Number(x)}\" y=\"{Number(y)}\"")
            .Append(anchor == "start" ? ">" : $" text-anchor=\"{anchor}\">")
            .Append(Escape(text)).Append("</text>");
    }
}
