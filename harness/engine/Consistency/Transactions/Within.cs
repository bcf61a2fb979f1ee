using Katas.Engine.Linearizability;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>
/// Checks that a transaction agrees with itself: what it reads again is what it read before with what it appended since.
/// The axiom INT of Cerone, Bernardi and Gotsman, "A framework for transactional consistency models with atomic
/// visibility", CONCUR 2015.
/// </summary>
internal sealed class Within(Transaction transaction, Findings findings)
{
    private readonly Dictionary<KeyHistory, Sequence<object?>> _lastRead = [];
    private readonly Dictionary<KeyHistory, List<object?>> _appended = [];
    private readonly Dictionary<KeyHistory, int> _appendedAtRead = [];

    public void Append(KeyHistory key, object? value)
    {
        if (!_appended.TryGetValue(key, out var own)) _appended.Add(key, own = []);
        own.Add(value);
    }

    /// <summary>Checks a read.</summary>
    /// <returns>How many of the values are not the transaction's own appends at the end.</returns>
    public int Read(KeyHistory key, Sequence<object?> values)
    {
        var own = _appended.GetValueOrDefault(key) ?? [];
        var before = _lastRead.GetValueOrDefault(key);
        var since = own[_appendedAtRead.GetValueOrDefault(key)..];
        var agrees = EndsWith(values, since)
            && (before is null || (values.Count == before.Count + since.Count && StartsWith(values, before)));
        if (!agrees)
        {
            var expected = before is null
                ? $"a list that ends in its own {Story.List(Sequence.Of(since), since.Count)}"
                : Story.List(Sequence.Of(before.Concat(since)), before.Count + since.Count);
            findings.Add(
                "internal",
                $"{transaction.Name} contradicts itself: it read {Story.Key(key.Key)} as " +
                $"{Story.List(values, values.Count)}, and by what it had read and appended before it must be {expected}.",
                [transaction.Index]);
        }

        (_lastRead[key], _appendedAtRead[key]) = (values, own.Count);
        return External(values, own);
    }

    private static int External(Sequence<object?> values, List<object?> own)
    {
        var (count, left) = (values.Count, own.Count);
        for (; count > 0 && left > 0 && Equals(values[count - 1], own[left - 1]); count--) left--;
        return count;
    }

    private static bool StartsWith(Sequence<object?> values, Sequence<object?> start) =>
        start.Count <= values.Count && Enumerable.Range(0, start.Count).All(i => Equals(values[i], start[i]));

    private static bool EndsWith(Sequence<object?> values, List<object?> end) =>
        end.Count <= values.Count
        && Enumerable.Range(0, end.Count).All(i => Equals(values[values.Count - end.Count + i], end[i]));
}
