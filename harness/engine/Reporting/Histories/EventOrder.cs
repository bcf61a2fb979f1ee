namespace Katas.Engine.Reporting.Histories;

/// <summary>What happens at an anchor.</summary>
internal enum AnchorKind
{
    /// <summary>An operation is called.</summary>
    Call,

    /// <summary>An operation returns.</summary>
    Return,

    /// <summary>An operation takes effect.</summary>
    Point,
}

/// <summary>A moment of a diagram that needs a column.</summary>
/// <param name="Time">When; of a point: of the event before it.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Bar">The place of the operation in the scene.</param>
internal readonly record struct Anchor(long Time, AnchorKind Kind, int Bar);

/// <summary>The calls, returns and linearization points of a scene in one order.</summary>
internal static class EventOrder
{
    /// <summary>
    /// Orders the moments: by time, at one instant calls before returns, because intervals are closed. A point comes after
    /// the calls of all operations up to it and before the returns of all from it on, in the middle of what that leaves.
    /// </summary>
    public static Anchor[] Of(Scene scene)
    {
        var events = Events(scene);
        var after = PointsAfter(scene, events);
        var anchors = new List<Anchor>(events.Length + after.Length);
        var next = 0;
        for (var rank = 0; rank < events.Length; rank++)
        {
            anchors.Add(events[rank]);
            for (; next < after.Length && after[next].Rank <= rank; next++)
                anchors.Add(new Anchor(events[rank].Time, AnchorKind.Point, after[next].Bar));
        }

        return [.. anchors];
    }

    private static Anchor[] Events(Scene scene)
    {
        var events = new List<(Anchor Anchor, int Phase)>(2 * scene.Bars.Count);
        var ended = new Dictionary<int, (long At, int Phase)>();
        for (var i = 0; i < scene.Bars.Count; i++)
        {
            var (bar, operation) = (scene.Bars[i], scene.Bars[i].Operation);
            // A client that returns and calls again at one instant did so in this order.
            var again = ended.TryGetValue(operation.Client, out var end) && end.At == operation.Invoked;
            var phase = again ? end.Phase + 1 : 0;
            events.Add((new Anchor(operation.Invoked, AnchorKind.Call, i), phase));
            if (!bar.HasEnd) continue;
            var last = operation.Returned == operation.Invoked ? phase + 1 : 1;
            events.Add((new Anchor(operation.Returned, AnchorKind.Return, i), last));
            ended[operation.Client] = (operation.Returned, last);
        }

        var ordered = events.OrderBy(it => it.Anchor.Time).ThenBy(it => it.Phase).ThenBy(it => it.Anchor.Bar);
        return [.. ordered.Select(it => it.Anchor)];
    }

    private static (int Rank, int Bar)[] PointsAfter(Scene scene, Anchor[] events)
    {
        var (calls, returns) = (new int[scene.Bars.Count], new int[scene.Bars.Count]);
        Array.Fill(returns, int.MaxValue);
        for (var rank = 0; rank < events.Length; rank++)
            (events[rank].Kind == AnchorKind.Call ? calls : returns)[events[rank].Bar] = rank;

        var order = Enumerable.Range(0, scene.Bars.Count).Where(i => scene.Bars[i].Number > 0)
            .OrderBy(i => scene.Bars[i].Number).ToArray();
        var before = new int[order.Length];
        for (var (i, least) = (order.Length - 1, int.MaxValue); i >= 0; i--)
            before[i] = least = Math.Min(least, returns[order[i]]);

        var points = new (int Rank, int Bar)[order.Length];
        for (var (i, latestCall, rank) = (0, 0, 0); i < order.Length; i++)
        {
            latestCall = Math.Max(latestCall, calls[order[i]]);
            var middle = before[i] == int.MaxValue ? latestCall : (latestCall + before[i] - 1) / 2;
            points[i] = (rank = Math.Max(rank, Math.Max(latestCall, middle)), order[i]);
        }

        return points;
    }
}
