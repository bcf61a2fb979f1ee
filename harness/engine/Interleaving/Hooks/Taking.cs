using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>What the hooks of synchronisation objects have in common.</summary>
internal static class Taking
{
    /// <summary>Takes a real object by trying until it succeeds; false when the wait timed out.</summary>
    /// <param name="thread">Who takes it.</param>
    /// <param name="target">The real object.</param>
    /// <param name="site">The call site.</param>
    /// <param name="milliseconds">-1 to wait for ever, 0 to try once.</param>
    /// <param name="verb">The step's name in the trace.</param>
    /// <param name="tryTake">Takes the object without waiting, or returns false.</param>
    /// <param name="isExhausted">Whether nobody else can take it now.</param>
    /// <param name="place">What of the object is taken; by default all of it.</param>
    /// <param name="isShared">Whether others may take it too, and then see nothing of what this one does.</param>
    public static bool Take<T>(
        LogicalThread thread, T target, int site, int milliseconds, string verb, Func<T, bool> tryTake,
        Func<T, bool>? isExhausted = null, Location place = default, bool isShared = false)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, Timeout.Infinite);
        var wait = thread.Arrive(place.IsKnown ? place : Place(target), site, milliseconds);
        while (!tryTake(target))
        {
            if (milliseconds != 0 && thread.Block(wait))
                continue;
            thread.Looked(wait, "cannot " + verb);
            return false;
        }

        thread.Took(wait with { IsShared = isShared }, verb, isExhausted?.Invoke(target) ?? true);
        return true;
    }

    public static int Milliseconds(TimeSpan timeout)
    {
        var milliseconds = (long)timeout.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, Timeout.Infinite, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(timeout));
        return (int)milliseconds;
    }

    public static Location Place(object synchronisationObject) => new(synchronisationObject, null);
}
