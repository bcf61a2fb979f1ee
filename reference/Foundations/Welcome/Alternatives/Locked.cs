namespace Katas.Foundations;

/// <summary>The same promises with a lock: one owner at a time for the read, the addition and the write.</summary>
public sealed class LockedWelcome : ICounter
{
    private readonly Lock _gate = new();
    private int _count;

    /// <inheritdoc/>
    public int Value
    {
        get { lock (_gate) return _count; }
    }

    /// <inheritdoc/>
    public void Increment()
    {
        lock (_gate) _count++;
    }
}
