namespace Katas.Engine.Consistency;

/// <summary>Builds the transactions of a history, and refuses what cannot have happened.</summary>
/// <remarks>
/// Times are positions unless they are given. Either write a whole transaction with <see cref="Add"/>, or, where
/// transactions overlap, <see cref="Begin"/> and <see cref="End"/>. Not safe for use by several threads.
/// </remarks>
public sealed class TransactionList
{
    private readonly List<Transaction> _transactions = [];
    private readonly Dictionary<int, int> _open = [];
    private long _position;

    /// <summary>A process begins a transaction.</summary>
    /// <param name="process">Who.</param>
    /// <param name="at">When; <see langword="null"/>: after everything so far.</param>
    /// <returns>The transaction's number.</returns>
    /// <exception cref="InvalidOperationException">The process has a transaction open.</exception>
    public int Begin(int process, long? at = null)
    {
        var index = _transactions.Count;
        if (!_open.TryAdd(process, index))
        {
            throw new InvalidOperationException(
                $"Process {process} begins a transaction while its T{_open[process]} is open. Give each thread a process of " +
                "its own.");
        }

        _transactions.Add(new Transaction(index, process, TransactionStatus.Unknown, [], at ?? _position++, long.MaxValue));
        return index;
    }

    /// <summary>The process's open transaction ends.</summary>
    /// <param name="process">Who.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="operations">Its steps, with what was read.</param>
    /// <param name="at">When; <see langword="null"/>: after everything so far.</param>
    /// <exception cref="InvalidOperationException">It has none open, or it would end before it began.</exception>
    public void End(int process, TransactionStatus status, IEnumerable<MicroOperation> operations, long? at = null)
    {
        if (!_open.Remove(process, out var index))
            throw new InvalidOperationException($"Process {process} has no open transaction to end. Begin one first.");
        var time = status == TransactionStatus.Unknown ? long.MaxValue : at ?? _position++;
        var begun = _transactions[index];
        if (time < begun.Invoked)
            throw new InvalidOperationException($"{begun.Name} ends at {time}, before it began at {begun.Invoked}.");
        _transactions[index] = begun with { Status = status, Operations = [.. operations], Returned = time };
    }

    /// <summary>A committed transaction, begun and ended after everything so far.</summary>
    /// <returns>The transaction's number.</returns>
    /// <exception cref="InvalidOperationException">The process has a transaction open.</exception>
    public int Add(int process, params MicroOperation[] operations)
    {
        var index = Begin(process);
        End(process, TransactionStatus.Committed, operations);
        return index;
    }

    /// <summary>The transactions so far; those that have not ended are unknown, without steps.</summary>
    public IReadOnlyList<Transaction> Build() => [.. _transactions];
}
