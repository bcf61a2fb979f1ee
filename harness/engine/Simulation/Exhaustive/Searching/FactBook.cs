using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>The bags of what is remembered, by number; number 0 is the empty one.</summary>
/// <param name="remembered">The names, each with the number up to which it counts.</param>
/// <param name="universe">Knows who is who.</param>
internal sealed class FactBook(IReadOnlyDictionary<string, int> remembered, Universe universe)
{
    private readonly Interner<Fact> _facts = new();
    private readonly Interner<ValueMap<int, int>> _bags = First();
    private readonly Dictionary<(int Bag, int Fact), int> _sums = [];
    private readonly Dictionary<(int Bag, string Name), List<Remembered>> _shown = [];

    public bool Wants(string name) => remembered.ContainsKey(name);

    public int Of(int who, string name, object? value) => _facts.Of(new Fact(who, name, value));

    /// <summary>A bag with one fact more; the same one if that is counted no further.</summary>
    public int Add(int bag, int fact)
    {
        if (_sums.TryGetValue((bag, fact), out var sum)) return sum;
        var all = _bags[bag];
        var times = all.TryGetValue(fact, out var before) ? before : 0;
        sum = times == remembered[_facts[fact].Name] ? bag : _bags.Of(all.Set(fact, times + 1));
        _sums.Add((bag, fact), sum);
        return sum;
    }

    public IReadOnlyList<Remembered> All(int bag, string name)
    {
        if (_shown.TryGetValue((bag, name), out var shown)) return shown;
        if (!remembered.ContainsKey(name))
            throw new InvalidOperationException($"The scenario does not remember \"{name}\": it needs Remember(\"{name}\").");
        shown =
        [
            .. from entry in _bags[bag]
            let fact = _facts[entry.Key]
            where fact.Name == name
            select new Remembered(universe.Everybody[fact.Who], fact.Value, entry.Value),
        ];
        _shown.Add((bag, name), shown);
        return shown;
    }

    private static Interner<ValueMap<int, int>> First()
    {
        var bags = new Interner<ValueMap<int, int>>();
        bags.Of(ValueMap<int, int>.Empty);
        return bags;
    }
}
