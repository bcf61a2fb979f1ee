namespace Katas.Engine.Reporting.Histories;

/// <summary>
/// Gives each moment of a scene a column: to scale where every label then has its room, and otherwise with one gap
/// between all events, wider where a label needs it.
/// </summary>
internal sealed class Timeline
{
    private readonly Anchor[] _anchors;
    private readonly int[] _columns;
    private readonly int[] _calls;
    private readonly int[] _returns;
    private readonly int[] _points;

    private Timeline(Scene scene, Anchor[] anchors, int[] columns, int width, bool toScale)
    {
        (_anchors, _columns, Width, ToScale) = (anchors, columns, width, toScale);
        (_calls, _returns, _points) = (new int[scene.Bars.Count], new int[scene.Bars.Count], new int[scene.Bars.Count]);
        for (var i = 0; i < anchors.Length; i++)
            Columns(anchors[i].Kind)[anchors[i].Bar] = columns[i];
    }

    /// <summary>Columns in all, with what is written behind the last operation.</summary>
    public int Width { get; }

    /// <summary>Whether equal times have equal widths.</summary>
    public bool ToScale { get; }

    /// <summary>The times of the calls and returns with their columns, in order.</summary>
    public IEnumerable<(long Time, int Column)> Times => Enumerable.Range(0, _anchors.Length)
        .Where(i => _anchors[i].Kind != AnchorKind.Point).Select(i => (_anchors[i].Time, _columns[i]));

    /// <summary>Places a scene.</summary>
    /// <param name="scene">What is drawn.</param>
    /// <param name="spacing">What its parts need.</param>
    /// <param name="gap">The widest gap between two events when not to scale; less where that is too wide.</param>
    /// <param name="atMost">The most columns.</param>
    /// <param name="scale">The least and the most columns of a diagram to scale.</param>
    /// <returns><see langword="null"/>: it does not fit.</returns>
    public static Timeline? Fit(Scene scene, Spacing spacing, int gap, int atMost, (int Least, int Most) scale)
    {
        var anchors = EventOrder.Of(scene);
        var placing = new Placing(scene, anchors, spacing);
        var least = placing.Pack(1);
        if (placing.Width(least) > atMost) return null;
        if (scene.Unit == Engine.Histories.TimeUnit.Nanosecond && placing.ToScale(scale.Least, scale.Most) is { } scaled)
            return new Timeline(scene, anchors, scaled, placing.Width(scaled), toScale: true);

        var wide = Enumerable.Range(1, gap).Reverse().Select(placing.Pack).First(each => placing.Width(each) <= atMost);
        return new Timeline(scene, anchors, wide, placing.Width(wide), toScale: false);
    }

    /// <summary>The column of an operation's call.</summary>
    public int Call(int bar) => _calls[bar];

    /// <summary>The column of an operation's return; meaningless if that is not drawn.</summary>
    public int Return(int bar) => _returns[bar];

    /// <summary>The column of an operation's linearization point; meaningless if it has none.</summary>
    public int Point(int bar) => _points[bar];

    /// <summary>The column of any moment, between those of the events around it.</summary>
    public double At(long time)
    {
        var (before, after) = ((Time: long.MinValue, Column: 0), (Time: long.MaxValue, Column: Width));
        foreach (var each in Times)
        {
            if (each.Time <= time) before = each;
            if (each.Time < time) continue;
            after = each;
            break;
        }

        if (before.Time == long.MinValue) return 0;
        if (after.Time == before.Time) return after.Column;
        if (after.Time == long.MaxValue) return Width;
        return before.Column + ((after.Column - before.Column) * ((time - before.Time) / (double)(after.Time - before.Time)));
    }

    private int[] Columns(AnchorKind kind) => kind switch
    {
        AnchorKind.Call => _calls,
        AnchorKind.Return => _returns,
        _ => _points,
    };
}
