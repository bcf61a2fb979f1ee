namespace Katas.Engine.Reporting.Histories;

/// <summary>The room that the parts of a scene need, as least distances between moments, and columns that keep to them.</summary>
internal sealed class Placing
{
    private readonly Anchor[] _anchors;
    private readonly List<(int From, int Width)>[] _distances;
    private readonly int[] _tails;

    public Placing(Scene scene, Anchor[] anchors, Spacing spacing)
    {
        _anchors = anchors;
        _distances = [.. anchors.Select(_ => new List<(int From, int Width)>())];
        _tails = new int[anchors.Length];
        var calls = new int[scene.Bars.Count];
        var ends = new Dictionary<int, (int From, int Width)>();
        var point = (From: -1, Width: 0);
        for (var i = 0; i < anchors.Length; i++)
        {
            var (kind, index, bar) = (anchors[i].Kind, anchors[i].Bar, scene.Bars[anchors[i].Bar]);
            switch (kind)
            {
                case AnchorKind.Call:
                    calls[index] = i;
                    if (ends.TryGetValue(bar.Operation.Client, out var before)) _distances[i].Add(before);
                    // A client may go on after a call that never returned: its next one stands behind the open end.
                    ends[bar.Operation.Client] = (i, bar.HasEnd ? 1 : spacing.Bar(bar) + 1);
                    if (!bar.HasEnd) _tails[i] = spacing.Bar(bar) + spacing.Tail(bar);
                    break;
                case AnchorKind.Return:
                    _distances[i].Add((calls[index], spacing.Bar(bar)));
                    ends[bar.Operation.Client] = (i, 1);
                    _tails[i] = spacing.Tail(bar);
                    break;
                default:
                    if (point.From >= 0) _distances[i].Add(point);
                    point = (i, spacing.Point(bar));
                    _tails[i] = spacing.Point(bar);
                    break;
            }
        }
    }

    /// <summary>The narrowest columns with a gap between events.</summary>
    public int[] Pack(int gap)
    {
        var columns = new int[_anchors.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = Math.Max(i == 0 ? 0 : columns[i - 1] + Gap(i, gap), Reach(columns, i));
        return columns;
    }

    /// <summary>The narrowest columns to scale, within bounds; <see langword="null"/>: none are narrow enough.</summary>
    public int[]? ToScale(int atLeast, int atMost)
    {
        var span = _anchors[^1].Time - _anchors[0].Time;
        if (span <= 0) return null;
        for (var width = atLeast; width <= atMost; width++)
        {
            var columns = Scale(width / (double)span);
            if (Width(columns) > atMost) return null;
            if (Enumerable.Range(1, columns.Length - 1).All(i => columns[i] >= Reach(columns, i) && InOrder(columns, i)))
                return columns;
        }

        return null;
    }

    /// <summary>Columns in all.</summary>
    public int Width(int[] columns) => columns.Select((column, i) => column + _tails[i]).Max() + 1;

    private int[] Scale(double perTime)
    {
        var columns = new int[_anchors.Length];
        for (var i = 0; i < columns.Length;)
        {
            columns[i] = (int)Math.Round((_anchors[i].Time - _anchors[0].Time) * perTime);
            var next = i + 1;
            while (next < columns.Length && _anchors[next].Kind == AnchorKind.Point) next++;
            var end = next == columns.Length ? columns[i] : (_anchors[next].Time - _anchors[0].Time) * perTime;
            for (var point = i + 1; point < next; point++)
                columns[point] = (int)Math.Round(columns[i] + ((end - columns[i]) * (point - i) / (next - i)));
            i = next;
        }

        return columns;
    }

    // A return at 5 and a call at 6 in one column would look as if they overlapped.
    private bool InOrder(int[] columns, int i) => columns[i] > columns[i - 1] || _anchors[i].Time == _anchors[i - 1].Time ||
        (_anchors[i - 1].Kind, _anchors[i].Kind) is not (AnchorKind.Return, AnchorKind.Call);

    private int Gap(int i, int gap) => (_anchors[i - 1], _anchors[i]) switch
    {
        ({ Kind: AnchorKind.Point }, _) or (_, { Kind: AnchorKind.Point }) => 1,
        var (a, b) when a.Time == b.Time && (a.Kind == b.Kind || a.Kind == AnchorKind.Return) => 0,
        _ => gap,
    };

    private int Reach(int[] columns, int i)
    {
        var reach = 0;
        foreach (var (from, width) in _distances[i]) reach = Math.Max(reach, columns[from] + width);
        return reach;
    }
}
