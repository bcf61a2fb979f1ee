using Katas.Engine.Reporting;

namespace Katas.Engine.Consistency.Transactions;

/// <summary>
/// Finds the order of a key's values in its longest read, of which every other read must be a beginning, and what is wrong
/// with single reads on the way.
/// </summary>
internal sealed class VersionOrders(KeyHistory key, HashSet<Transaction> observed, Findings findings)
{
    private string Name => Story.Key(key.Key);

    public void Infer()
    {
        if (key.Ambiguity is not null) return;
        foreach (var read in key.Reads) Judge(read);
        var longest = key.Reads.Count == 0 ? default : key.Reads.MaxBy(read => read.Count);
        foreach (var read in key.Reads) Compare(read, longest);
        if (key.IsContradictory) return;
        for (var i = 0; i < longest.Count; i++)
        {
            if (key.Appends.TryGetValue(new Item(longest.Values[i]), out var appended)
                && appended.By.Status != TransactionStatus.Aborted) key.Versions.Add(appended);
            key.VersionsWithin.Add(key.Versions.Count);
        }

        key.OrderedCount = key.Versions.Count;
        var known = key.Versions.ToHashSet();
        var unread = key.Appends.Values.Where(each =>
            (each.By.Status == TransactionStatus.Committed || observed.Contains(each.By)) && !known.Contains(each));
        key.Versions.AddRange(unread.ToList());
    }

    /// <summary>Reads that are wrong whatever the others read.</summary>
    private void Judge(ExternalRead read)
    {
        var seen = new HashSet<Item>();
        for (var i = 0; i < read.Count; i++)
        {
            var (value, shown) = (read.Values[i], Story.List(read.Values, read.Count));
            if (!seen.Add(new Item(value)))
            {
                key.IsContradictory = true;
                findings.Add(
                    "duplicate-elements",
                    $"{read.By.Name} read {Name} as {shown}, with {Show.Value(value)} twice, which was appended once.",
                    [read.By.Index]);
                return;
            }

            if (!key.Appends.TryGetValue(new Item(value), out var appended))
            {
                findings.Add(
                    "garbage-read",
                    $"{read.By.Name} read {Name} as {shown}, and nobody ever appended {Show.Value(value)}.",
                    [read.By.Index]);
            }
            else if (appended.By.Status == TransactionStatus.Aborted)
            {
                Report("G1a", "aborted read", "and aborted", appended, read);
            }
        }

        if (read.Count > 0 && key.Appends.TryGetValue(new Item(read.Values[read.Count - 1]), out var last) && !last.IsFinal
            && last.By != read.By) Report("G1b", "intermediate read", "and then more", last, read);
    }

    private void Report(string name, string words, string what, Appended appended, ExternalRead read)
    {
        var (value, shown) = (Show.Value(appended.Value), Story.List(read.Values, read.Count));
        findings.Add(
            name,
            $"{words}: {read.By.Name} saw what {appended.By.Name} never committed so.",
            [appended.By.Index, read.By.Index],
            new Dependency(
                appended.By.Index,
                read.By.Index,
                DependencyKind.WriteRead,
                $"{appended.By.Name} appended {value} to {Name} {what}, and {read.By.Name} read {Name} as {shown}"));
    }

    private void Compare(ExternalRead read, ExternalRead longest)
    {
        if (ReferenceEquals(read.Values, longest.Values)) return;
        for (var i = 0; i < read.Count; i++)
        {
            if (Equals(read.Values[i], longest.Values[i])) continue;
            key.IsContradictory = true;
            findings.Add(
                "incompatible-order",
                $"{read.By.Name} read {Name} as {Story.List(read.Values, read.Count)} and {longest.By.Name} read it as " +
                $"{Story.List(longest.Values, longest.Count)}: neither is a beginning of the other, so no order of the appends " +
                "fits.",
                [read.By.Index, longest.By.Index]);
            return;
        }
    }
}
