namespace Katas.Engine.Interleaving.Running;

/// <summary>A step that another thread could notice, as the search sees it.</summary>
/// <param name="Number">Its position in the schedule, from 0.</param>
/// <param name="Thread">Who made it.</param>
/// <param name="Time">Its number within the thread, from 1.</param>
/// <param name="Node">The decision after which it was made; -1 before the first.</param>
/// <param name="Location">What it touched.</param>
/// <param name="Kind">How.</param>
/// <param name="Owner">The number of the location's owner in the order in which objects were met; -1 for none.</param>
/// <param name="Before">What was ordered before it, by dependence, when it was about to be made.</param>
/// <param name="Order">The same with the step itself and what it depends on directly.</param>
internal sealed record Step(
    int Number, int Thread, int Time, int Node, Location Location, StepKind Kind, int Owner,
    VectorClock Before, VectorClock Order)
{
    public bool ComesBefore(Step later) => later.Order[Thread] >= Time && this != later;

    /// <summary>Whether the order of the two can matter.</summary>
    public bool DependsOn(Step other) => Thread == other.Thread || IsInConflictWith(other.Location, other.Kind);

    /// <summary>As <see cref="IsInConflictWith"/>, for a step of another schedule, which has other objects.</summary>
    /// <param name="other">The step of the other schedule.</param>
    /// <param name="common">
    /// How many objects had been met when the schedules parted: those have the same numbers in both. Of two that were met later
    /// it is assumed that they may be the same if they look alike.
    /// </param>
    public bool MayConflictWith(Step other, int common)
    {
        if (!Kind.Changes() && !other.Kind.Changes())
            return false;
        if (!Location.IsKnown || !other.Location.IsKnown)
            return true;
        if (Location.Index != other.Location.Index || Location.Part != other.Location.Part)
            return false;
        return Owner < common || other.Owner < common
            ? Owner == other.Owner
            : Location.Owner?.GetType().Name == other.Location.Owner?.GetType().Name;
    }

    public bool IsInConflictWith(Location location, StepKind kind)
    {
        // A place that cannot be told may be any place.
        if (!Location.IsKnown || !location.IsKnown)
            return Kind.Changes() || kind.Changes();
        return (Kind.Changes() || kind.Changes()) && Location.Equals(location);
    }
}

/// <summary>What a <see cref="Step"/> does to what it touches.</summary>
internal enum StepKind
{
    Read,
    Write,

    /// <summary>Looks at a synchronisation object without waiting for it.</summary>
    Look,

    /// <summary>Waits until the object is free, and takes it.</summary>
    Acquire,

    /// <summary>Gives it back. Who waits for it could not have gone on before.</summary>
    Release,

    /// <summary>Waits until it has come to its end, such as a task; it stays there.</summary>
    Join,

    /// <summary>Changes it, whether anybody waits or not, such as <c>Set</c>.</summary>
    Update,
}

/// <summary>What follows from a <see cref="StepKind"/>.</summary>
internal static class StepKinds
{
    public static bool Changes(this StepKind kind) => kind is not (StepKind.Read or StepKind.Look or StepKind.Join);

    /// <summary>Whether the later of two conflicting steps could have been made before the earlier one.</summary>
    /// <remarks>
    /// Not after a release: what it frees was taken before. That other order is found from the two takings. To give back
    /// early or late makes no difference to who takes next either.
    /// </remarks>
    public static bool CouldComeBefore(this StepKind later, StepKind earlier) => (earlier, later) switch
    {
        (StepKind.Release, StepKind.Acquire or StepKind.Release) => false,
        (StepKind.Acquire, StepKind.Release) => false,
        (StepKind.Join, _) or (_, StepKind.Join) => false,
        _ => true,
    };
}
