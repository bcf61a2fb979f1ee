namespace Katas.Foundations;

/// <summary>The same promises with a compare-and-set loop: write if nobody else has since the read, or try again.</summary>
public sealed class CompareExchangeWelcome : ICounter
{
    private int _count;

    /// <inheritdoc/>
    public int Value => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public void Increment()
    {
        int seen;
        do seen = Volatile.Read(ref _count);
        while (Interlocked.CompareExchange(ref _count, seen + 1, seen) != seen);
    }
}
