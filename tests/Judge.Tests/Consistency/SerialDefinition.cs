using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

/// <summary>
/// Serializability by trying every order of the transactions that took effect, and every choice of the unknown ones.
/// </summary>
internal sealed class SerialDefinition(IReadOnlyList<Transaction> transactions, ListAppendOptions options)
{
    public bool Holds()
    {
        var committed = transactions.Where(each => each.Status == TransactionStatus.Committed).ToList();
        var unknown = transactions.Where(each => each.Status == TransactionStatus.Unknown).ToList();
        return Enumerable.Range(0, 1 << unknown.Count).Any(choice =>
            From([], [.. committed, .. unknown.Where((_, i) => (choice >> i & 1) != 0)], []));
    }

    private bool From(List<Transaction> done, List<Transaction> left, Dictionary<object, List<object?>> lists)
    {
        if (left.Count == 0) return true;
        foreach (var next in left.Where(each => !left.Any(other => MustPrecede(other, each))))
        {
            var after = lists.ToDictionary(each => each.Key, each => each.Value.ToList());
            if (Runs(next, after) && From([.. done, next], [.. left.Where(each => each != next)], after)) return true;
        }

        return false;
    }

    private bool MustPrecede(Transaction first, Transaction second) =>
        first != second && first.Status == TransactionStatus.Committed
        && ((options.RealTimeOrder && first.Returned < second.Invoked)
            || (options.ProcessOrder && first.Process == second.Process && first.Invoked < second.Invoked));

    private static bool Runs(Transaction transaction, Dictionary<object, List<object?>> lists)
    {
        foreach (var operation in transaction.Operations)
        {
            if (!lists.TryGetValue(operation.Key!, out var list)) lists.Add(operation.Key!, list = []);
            var counts = transaction.Status == TransactionStatus.Committed;
            if (operation is Append append) list.Add(append.Value);
            else if (counts && !((Read)operation).Values!.SequenceEqual(list)) return false;
        }

        return true;
    }
}
