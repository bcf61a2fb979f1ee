namespace Katas.Engine.Interleaving.Running;

/// <summary>Numbers the objects of a schedule in the order in which they are met.</summary>
/// <remarks>Two schedules that begin alike give the same numbers to what they meet until they part.</remarks>
internal sealed class Owners
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);

    public int Count => _numbers.Count;

    /// <summary>The object's number, from 0; -1 for null.</summary>
    public int Of(object? owner)
    {
        if (owner is null)
            return -1;
        if (!_numbers.TryGetValue(owner, out var number))
            _numbers[owner] = number = _numbers.Count;
        return number;
    }
}
