namespace Katas.Engine.Histories;

/// <summary>
/// What clients saw of a shared object: each operation with its call, its return and its result. Herlihy and Wing,
/// "Linearizability: a correctness condition for concurrent objects", TOPLAS 1990.
/// </summary>
/// <remarks>Immutable, safe for use by several threads. A <see cref="HistoryBuilder"/> or a recorder makes it.</remarks>
public sealed class History
{
    internal History(IReadOnlyList<Operation> operations, IReadOnlyList<Annotation> annotations, TimeUnit unit) =>
        (Operations, Annotations, Unit) = (operations, annotations, unit);

    /// <summary>The operations, in the order of their calls; an operation's index is its place here.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Faults and other notes, in the order in which they were added.</summary>
    public IReadOnlyList<Annotation> Annotations { get; }

    /// <summary>What the times count.</summary>
    public TimeUnit Unit { get; }

    /// <summary>The part of it that holds certain operations, with all notes; the indexes are counted anew.</summary>
    public History Where(Func<Operation, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var part = Operations.Where(wanted).Select((operation, i) => operation with { Index = i });
        return new History([.. part], Annotations, Unit);
    }
}
