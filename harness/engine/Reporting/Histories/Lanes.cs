namespace Katas.Engine.Reporting.Histories;

/// <summary>Puts things that overlap below one another.</summary>
internal static class Lanes
{
    /// <summary>A lane for each thing, which come in the order of their beginnings: the first that is free.</summary>
    public static int[] Of(IReadOnlyList<(double From, double To)> things)
    {
        var ends = new List<double>();
        var lanes = new int[things.Count];
        for (var i = 0; i < lanes.Length; i++)
        {
            var free = ends.FindIndex(end => end < things[i].From);
            lanes[i] = free < 0 ? ends.Count : free;
            if (free < 0) ends.Add(things[i].To);
            else ends[free] = things[i].To;
        }

        return lanes;
    }
}
