using Katas.Engine.Histories;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Where everything of a diagram is on the page, in pixels.</summary>
internal sealed class Figure
{
    /// <summary>The width of a column, which is a character and a little.</summary>
    public const double Cell = 8;

    /// <summary>The height of a bar.</summary>
    public const double BarHeight = 26;

    private const int MostFaults = 12;
    public const int WidestLabel = 36;
    private const int WidestState = 24;
    private const int MarkWidth = 18;
    private const int LeastWidth = 3;
    private const double Pin = 22;
    private const double Between = 8;
    private const double Line = 18;

    private readonly Dictionary<int, (double Top, double Bottom, double Baseline)> _rows = [];
    private readonly double[] _bars;

    /// <param name="scene">What is drawn.</param>
    /// <param name="dense">Whether labels may be cut to keep a long history narrow.</param>
    public Figure(Scene scene, bool dense)
    {
        Scene = scene;
        var spacing = new Spacing(
            bar => Math.Max(LabelWidth(bar, dense), bar.Impossible ? MarkWidth : LeastWidth),
            bar => bar.StateAfter is { } state && !dense ? Math.Max(4, Math.Min(state.Length, WidestState) + 4) : 3,
            _ => 0);
        Timeline = Timeline.Fit(scene, spacing, gap: 2, atMost: int.MaxValue / 2, scale: (112, 142))!;
        Clock = new Clock(scene.Bars.SelectMany(bar => new[] { bar.Operation.Invoked, bar.Operation.Returned }), scene.Unit);
        Faults = PlaceFaults();
        HeadHeight = Faults.Count == 0 ? 4 : ((Faults.Max(each => each.Lane) + 1) * Line) + 6;
        _bars = new double[scene.Bars.Count];
        RowsBottom = PlaceRows();
        StripTop = RowsBottom + 6;
        Height = StripTop + (scene.Ordered.Count > 0 ? BarHeight + 4 : 0) + (Clock.HasTimes ? Line + 4 : 0) + 6;
        Width = Faults.Select(each => each.TextEnd + Cell).Append((Timeline.Width + (Clock.HasTimes ? 8 : 3)) * Cell).Max();
    }

    public Scene Scene { get; }

    public Timeline Timeline { get; }

    public Clock Clock { get; }

    /// <summary>The faults that fall into the diagram, each with the lane of its text.</summary>
    public IReadOnlyList<(Annotation Fault, double From, double To, int Lane, double TextEnd)> Faults { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The height of the texts of faults above the rows.</summary>
    public double HeadHeight { get; }

    public double RowsBottom { get; }

    /// <summary>The top of the strip of states.</summary>
    public double StripTop { get; }

    /// <summary>The baseline of the times.</summary>
    public double AxisBaseline => Height - 8;

    public double X(double column) => (column + 1) * Cell;

    /// <summary>The top of a bar.</summary>
    public double Y(int bar) => _bars[bar];

    /// <summary>The right end of a bar. One that never returned reaches at least behind its linearization point.</summary>
    public double End(int bar) => Scene.Bars[bar] is { HasEnd: false, Label.Length: var length, Number: var number }
        ? X(Math.Max(Timeline.Call(bar) + Math.Min(length, WidestLabel) + 5, number > 0 ? Timeline.Point(bar) + 2 : 0))
        : X(Timeline.Return(bar));

    /// <summary>From where to where a client's row reaches, and the baseline of its first lane.</summary>
    public (double Top, double Bottom, double Baseline) Row(int client) => _rows[client];

    private static int LabelWidth(Bar bar, bool dense) =>
        dense && bar.HasEnd ? LeastWidth : Math.Min(bar.Label.Length, WidestLabel) + (bar.HasEnd ? 2 : 6);

    private double PlaceRows()
    {
        var top = HeadHeight;
        var byClient = Enumerable.Range(0, _bars.Length).ToLookup(i => Scene.Bars[i].Operation.Client);
        foreach (var client in Scene.Clients)
        {
            int[] bars = [.. byClient[client].OrderBy(Timeline.Call)];
            var lanes = Lanes.Of([.. bars.Select(bar => (X(Timeline.Call(bar)), End(bar)))]);
            var pinned = bars.Any(bar => Scene.Bars[bar].Number > 0 || Scene.Bars[bar].Impossible);
            var pitch = BarHeight + Between + (pinned ? Pin : 0);
            for (var i = 0; i < bars.Length; i++) _bars[bars[i]] = top + (lanes[i] * pitch) + (pinned ? Pin : Between / 2);
            var baseline = top + (pinned ? Pin : Between / 2) + 17;
            _rows[client] = (top, top += pitch * (lanes.Max() + 1), baseline);
        }

        return top;
    }

    private List<(Annotation Fault, double From, double To, int Lane, double TextEnd)> PlaceFaults()
    {
        var times = Timeline.Times.Select(each => each.Time).ToList();
        var inside = Scene.Annotations.Where(fault => fault.From <= times[^1] && fault.To >= times[0])
            .OrderBy(fault => fault.From).Take(MostFaults).ToList();
        var spans = inside.Select(fault =>
        {
            var (from, to) = (X(Timeline.At(fault.From)), X(Timeline.At(fault.To)));
            return (From: from, To: Math.Max(from, to), TextEnd: from + 8 + (FaultText(fault).Length * 7.4));
        }).ToList();
        var lanes = Lanes.Of([.. spans.Select(span => (span.From, span.TextEnd))]);
        return [.. inside.Select((fault, i) => (fault, spans[i].From, spans[i].To, lanes[i], spans[i].TextEnd))];
    }

    /// <summary>What stands above a fault's band.</summary>
    public static string FaultText(Annotation fault) =>
        Labels.Cut(Labels.OneLine(fault.Text), 60) + (fault.Client is { } client ? $" ({Labels.Client(client)})" : "");
}
