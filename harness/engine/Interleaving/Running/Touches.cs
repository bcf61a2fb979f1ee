namespace Katas.Engine.Interleaving.Running;

/// <summary>Which threads touched which place in one schedule.</summary>
internal sealed class Touches
{
    private readonly Dictionary<Location, Touch> _touches = [];

    /// <summary>Notes the access; true when two threads have now touched the place, one of them writing.</summary>
    public bool Note(Location location, int thread, bool writes)
    {
        if (!_touches.TryGetValue(location, out var touch))
            touch = new Touch(thread, Several: false, Written: false);
        touch = new Touch(touch.First, touch.Several || touch.First != thread, touch.Written || writes);
        _touches[location] = touch;
        return touch is { Several: true, Written: true };
    }

    public bool AreConflicting(Location location) =>
        _touches.TryGetValue(location, out var touch) && touch is { Several: true, Written: true };

    private readonly record struct Touch(int First, bool Several, bool Written);
}
