namespace Katas.Engine.Consistency.Transactions;

/// <summary>The anomalies found so far: a few of each name, because one store's mistake shows a thousand times.</summary>
internal sealed class Findings
{
    private const int MostOfOneName = 4;
    private readonly List<Anomaly> _anomalies = [];
    private readonly Dictionary<string, int> _count = [];

    public IReadOnlyList<Anomaly> Anomalies => _anomalies;

    public void Add(string name, string summary, IReadOnlyList<int> involved, params IReadOnlyList<Dependency> dependencies)
    {
        var count = _count[name] = _count.GetValueOrDefault(name) + 1;
        if (count <= MostOfOneName) _anomalies.Add(new Anomaly(name, summary, involved, dependencies));
    }
}
