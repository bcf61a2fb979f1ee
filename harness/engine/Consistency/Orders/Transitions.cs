using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Consistency.Orders;

internal static class Transitions
{
    /// <summary>All states to which a class may lead.</summary>
    public static int[] After(this TransitionSource source, int state, int @class)
    {
        var next = source.Next(state, @class);
        return next >= 0 ? [next] : next == TransitionSource.Illegal ? [] : source.Branches(next);
    }
}
