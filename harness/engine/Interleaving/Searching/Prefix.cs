namespace Katas.Engine.Interleaving.Searching;

/// <summary>The first choices of a schedule; after them threads are not preempted any more.</summary>
/// <param name="Parent">The decisions of the schedule that this one branches off.</param>
/// <param name="Length">How many of them are kept.</param>
/// <param name="Last">The choice that follows them, or -1 for none.</param>
/// <param name="Preemptions">The preemptions among all these.</param>
/// <remarks>The parents' decisions are shared, so that a waiting prefix costs a few words.</remarks>
internal readonly record struct Prefix(IReadOnlyList<Decision> Parent, int Length, int Last, int Preemptions)
{
    public static Prefix Empty { get; } = new([], 0, -1, 0);

    public int Count => Last < 0 ? Length : Length + 1;

    public int this[int index] => index < Length ? Parent[index].Chosen : Last;
}
