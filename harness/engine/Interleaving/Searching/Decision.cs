namespace Katas.Engine.Interleaving.Searching;

/// <summary>One choice of the thread that goes on.</summary>
/// <param name="Chosen">Index of the thread that was chosen.</param>
/// <param name="Candidates">The threads that could have been chosen, a bit each.</param>
/// <param name="Continuing">The thread that a different choice preempts; -1 when the switch is free.</param>
/// <param name="Steps">How many steps had been made.</param>
internal readonly record struct Decision(int Chosen, ulong Candidates, int Continuing, int Steps)
{
    /// <summary>Whether nothing spoke for another choice.</summary>
    public bool IsPreferred { get; init; }

    public bool IsPreemption => Continuing >= 0 && Chosen != Continuing;
}
