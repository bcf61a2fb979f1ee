namespace Katas.Engine.Reporting.Histories;

/// <summary>How many operations may still be drawn, so that the page of a million operations opens at once.</summary>
internal sealed class PageBudget(int operations)
{
    private int _left = operations;

    /// <summary>Takes as many as there are, at most as many as wanted.</summary>
    public int Take(int wanted)
    {
        var taken = Math.Min(wanted, _left);
        _left -= taken;
        return taken;
    }
}
