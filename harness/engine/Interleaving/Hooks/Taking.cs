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
        where T : class =>
        Take(thread, place.IsKnown ? place : Place(target), site, () => tryTake(target), new Attempt(verb, milliseconds)
        {
            IsHeld = true, IsShared = isShared, IsExhausted = () => isExhausted?.Invoke(target) ?? true,
        });

    /// <summary>As above, for what is not simply held from then on.</summary>
    /// <param name="thread">Who takes it.</param>
    /// <param name="place">The real object.</param>
    /// <param name="site">The call site.</param>
    /// <param name="tryTake">Takes the object without waiting, returns false, or throws what the real method throws.</param>
    /// <param name="attempt">How.</param>
    public static bool Take(LogicalThread thread, Location place, int site, Func<bool> tryTake, Attempt attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt.Milliseconds, Timeout.Infinite);
        Location[] others = [.. attempt.Others, .. Cancellations.PlacesOf(attempt.Cancellation)];
        var wait = thread.Arrive(place, site, attempt.Milliseconds);
        wait = wait with { Others = others, Kind = attempt.Changes ? StepKind.Update : wait.Kind, IsShared = attempt.IsShared };
        while (true)
        {
            LookAt(thread, others);
            if (tryTake())
                break;
            if (attempt.Milliseconds != 0 && thread.Block(wait))
                continue;
            thread.Looked(wait, "cannot " + attempt.Verb);
            return false;
        }

        thread.Took(wait, attempt.Verb, attempt.IsExhausted(), attempt.IsHeld);
        if (attempt.Changes && !thread.Run.IsAborting)
            thread.Run.Release(place);
        return true;
    }

    /// <summary>Changes a real object, whoever waits for it.</summary>
    public static TResult Change<T, TResult>(LogicalThread thread, T target, int site, string verb, Func<T, TResult> change)
        where T : class
    {
        var wait = thread.ArriveToChange(Place(target), site);
        var result = change(target);
        thread.Released(wait, verb);
        return result;
    }

    /// <summary>Looks at a real object.</summary>
    public static TResult Look<T, TResult>(LogicalThread thread, T target, int site, string verb, Func<T, TResult> look)
        where T : class
    {
        var wait = thread.ArriveToChange(Place(target), site, isLooking: true);
        thread.Looked(wait, verb);
        return look(target);
    }

    public static int Milliseconds(TimeSpan timeout)
    {
        var milliseconds = (long)timeout.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, Timeout.Infinite, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(timeout));
        return (int)milliseconds;
    }

    public static Location Place(object synchronisationObject) => new(Aliases.Of(synchronisationObject), null);

    /// <summary>What the thread finds depends on these too, at the moment it tries.</summary>
    private static void LookAt(LogicalThread thread, Location[] places)
    {
        if (thread.Run.IsAborting)
            return;
        foreach (var place in places)
        {
            thread.Run.Made(thread, place, StepKind.Look);
            thread.Run.Races.Acquire(thread, place);
            if (thread.Run.Touches.Note(place, thread.Index, writes: false))
                thread.Run.Contended.Find(place.Owner!.GetType().FullName!);
        }
    }
}
