namespace Katas.Foundations;

/// <summary>Counts visitors from any number of threads.</summary>
/// <remarks>
/// An increment is a read, an addition and a write. <see cref="Interlocked.Increment(ref int)"/> makes the three one
/// step, which no other thread can come between.
/// </remarks>
public sealed class Welcome : ICounter
{
    private int _count;

    /// <inheritdoc/>
    public int Value => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public void Increment() => Interlocked.Increment(ref _count);
}
