using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>How a real object is taken, or waited for.</summary>
/// <param name="Verb">The step's name in the trace.</param>
/// <param name="Milliseconds">-1 to wait for ever, 0 to try once.</param>
internal sealed record Attempt(string Verb, int Milliseconds = Timeout.Infinite)
{
    /// <summary>Ends the wait: what tries to take the object then throws.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether nobody else can take the object once it was taken; asked at that moment.</summary>
    public Func<bool> IsExhausted { get; init; } = () => false;

    /// <summary>Whether the thread holds the object from then on, as it does a lock but not an event.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether others may take it too, and then see nothing of what this one does.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether others that wait for the object may go on by this: who takes an item leaves room for another.</summary>
    public bool Changes { get; init; }

    /// <summary>Other objects that the attempt depends on.</summary>
    public IReadOnlyList<Location> Others { get; init; } = [];
}
