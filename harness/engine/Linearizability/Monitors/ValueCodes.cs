namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Numbers different values 0, 1, 2, … in the order in which they are seen.</summary>
/// <remarks>
/// Whole numbers have a table of their own: what most histories hold is then found without a visit to each boxed value, which
/// is half of a monitor's time on long histories.
/// </remarks>
internal sealed class ValueCodes(int capacity)
{
    private readonly Dictionary<long, int> _numbers = new(capacity);
    private readonly Dictionary<object, int> _others = [];

    /// <summary>How many there are.</summary>
    public int Count => _numbers.Count + _others.Count;

    /// <summary>The code of a value, which is new if it was not seen before.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Add(object value, out int code)
    {
        code = Count;
        if (value is long number ? _numbers.TryAdd(number, code) : _others.TryAdd(value, code)) return true;
        Find(value, out code);
        return false;
    }

    /// <summary>The code of a value, if it was seen.</summary>
    public bool Find(object value, out int code) =>
        value is long number ? _numbers.TryGetValue(number, out code) : _others.TryGetValue(value, out code);
}
