namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Gives equal values one number, from 0 in the order in which they are met.</summary>
/// <typeparam name="T">What is numbered, by its own equality.</typeparam>
internal sealed class Interner<T> where T : notnull
{
    private readonly Dictionary<T, int> _ids = [];
    private readonly List<T> _values = [];

    public int Count => _values.Count;

    public T this[int id] => _values[id];

    public int Of(T value)
    {
        if (_ids.TryGetValue(value, out var id)) return id;
        id = _values.Count;
        _ids.Add(value, id);
        _values.Add(value);
        return id;
    }
}
