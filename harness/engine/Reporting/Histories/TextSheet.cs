namespace Katas.Engine.Reporting.Histories;

/// <summary>A diagram in characters: the clients' rows, the points, the states, the times, and what the signs mean.</summary>
/// <param name="scene">What is drawn; its bars carry the labels that stand on them.</param>
/// <param name="legend">What letters stand for.</param>
/// <param name="hidden">What is not drawn, in words; empty: nothing.</param>
internal sealed class TextSheet(Scene scene, IReadOnlyList<string> legend, string hidden)
{
    /// <summary>The most lines.</summary>
    public const int MostRows = 12;

    /// <summary>The most characters of a line.</summary>
    public const int MostColumns = 100;

    private const string Impossible = "   <- no legal point";
    private const int WidestState = 30;
    private const int WidestGap = 4;
    private const int NumberWidth = 3;

    private readonly int _gutter = Math.Max(scene.Clients.Max(client => Labels.Client(client).Length), "order".Length) + 2;

    private bool StatesFit => scene.Ordered.Count > 0 && scene.Ordered.All(bar => bar.StateAfter is { Length: <= WidestState });

    // The arrow stands at the end of a row, and would point at whatever is last there.
    private bool ImpossibleIsLast => scene.Bars.FirstOrDefault(bar => bar.Impossible) is not { } impossible ||
        scene.Bars.Last(bar => bar.Operation.Client == impossible.Operation.Client) == impossible;

    /// <summary>The lines; <see langword="null"/>: they are too many or too long.</summary>
    public IReadOnlyList<string>? Lines() => (StatesFit ? Draw(withStates: true) : null) ?? Draw(withStates: false);

    private List<string>? Draw(bool withStates)
    {
        var rows = scene.Clients.Count + (hidden == "" ? 0 : 1) + (scene.Ordered.Count > 0 ? 1 : 0) + (withStates ? 1 : 0);
        if (rows + Wrap(legend).Count() > MostRows) return null;
        var spacing = new Spacing(
            bar => bar.Label.Length + (bar.HasEnd ? 3 : 4),
            bar => withStates ? Math.Max(NumberWidth, bar.StateAfter!.Length + 2) : NumberWidth,
            bar => bar.Impossible ? Impossible.Length : 0);
        var room = MostColumns - _gutter;
        if (Timeline.Fit(scene, spacing, WidestGap, room, scale: (1, room)) is not { } timeline) return null;

        var clock = new Clock(timeline.Times.Select(each => each.Time), scene.Unit);
        var lines = scene.Clients.Select(client => Client(client, timeline)).ToList();
        if (hidden != "") lines.Add($" {hidden}");
        if (scene.Ordered.Count > 0) lines.Add(Points("order", timeline, bar => $"{bar.Number}"));
        if (withStates) lines.Add(Points("state", timeline, bar => bar.StateAfter!));
        if (clock.HasTimes) lines.Add(Times(clock, timeline));
        lines.AddRange(Wrap(legend));
        lines.AddRange(Wrap(Signs(clock, timeline)));
        if (!withStates) AddStates(lines);
        return lines.Count <= MostRows ? lines : null;
    }

    private string Client(int client, Timeline timeline)
    {
        var row = new TextRow().Write(1, Labels.Client(client));
        var end = 0;
        var closing = "";
        for (var i = 0; i < scene.Bars.Count; i++)
        {
            if (scene.Bars[i].Operation.Client != client) continue;
            var drawn = Draw(scene.Bars[i], scene.Bars[i].HasEnd ? timeline.Return(i) - timeline.Call(i) + 1 : 0);
            row.Write(_gutter + timeline.Call(i), drawn);
            end = timeline.Call(i) + drawn.Length;
            closing = scene.Bars[i].Impossible ? Impossible : "";
        }

        return row.Write(_gutter + end, closing).ToString();
    }

    private static string Draw(Bar bar, int width)
    {
        if (!bar.HasEnd) return $"|{(bar.Impossible ? '!' : '-')}{bar.Label}{(bar.Relaxed ? "···" : "…>")}";
        var (line, inside) = (bar.Impossible ? '!' : '-', width - 2);
        return $"|{bar.Label.PadLeft((inside + bar.Label.Length) / 2, line).PadRight(inside, line)}|";
    }

    private string Points(string name, Timeline timeline, Func<Bar, string> text)
    {
        var row = new TextRow().Write(1, name);
        for (var i = 0; i < scene.Bars.Count; i++)
            if (scene.Bars[i].Number > 0) row.Write(_gutter + timeline.Point(i), text(scene.Bars[i]));
        return row.ToString();
    }

    private string Times(Clock clock, Timeline timeline)
    {
        var row = new TextRow().Write(1, $"t({clock.Unit})");
        var times = timeline.Times.ToList();
        var wanted = times.Where(each => each.Time == times[^1].Time).Take(1).Concat(times);
        foreach (var (time, column) in wanted)
        {
            var (text, at) = (clock.Number(time), _gutter + column);
            if (at + text.Length <= MostColumns && row.IsFree(at, text.Length)) row.Write(at, text);
        }

        return row.ToString();
    }

    private IEnumerable<string> Signs(Clock clock, Timeline timeline)
    {
        if (!ImpossibleIsLast) yield return "!…!: no legal point";
        if (scene.Bars.Any(bar => bar.Relaxed)) yield return "···: only its call matters";
        if (scene.Bars.Any(bar => !bar.Relaxed && !bar.HasEnd)) yield return "…>: never returned";
        if (clock.HasTimes && !timeline.ToScale) yield return "time is not to scale";
        if (clock.OriginText != "") yield return $"0 is {clock.OriginText}";
    }

    // What a state was is worth a line where there is room, and never worth leaving out an operation.
    private void AddStates(List<string> lines)
    {
        var states = scene.Ordered.Where(bar => bar.StateAfter is not null)
            .Select(bar => $"after {bar.Number}: {Labels.Cut(bar.StateAfter!, MostColumns - 30)}");
        var more = Wrap([.. states]).ToList();
        if (lines.Count + more.Count <= MostRows) lines.AddRange(more);
    }

    private IEnumerable<string> Wrap(IEnumerable<string> entries)
    {
        var row = "";
        foreach (var entry in entries)
        {
            if (row != "" && _gutter + row.Length + 3 + entry.Length > MostColumns)
            {
                yield return new string(' ', _gutter) + row;
                row = "";
            }

            row += row == "" ? entry : $"   {entry}";
        }

        if (row != "") yield return new string(' ', _gutter) + row;
    }
}
