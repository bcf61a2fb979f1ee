using System.Numerics;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Finds, in a range of places, those whose key is at most a bound; each once.</summary>
internal sealed class ThresholdTree
{
    private readonly int[] _least;
    private readonly int _size;

    public ThresholdTree(ReadOnlySpan<int> keys)
    {
        _size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, keys.Length));
        _least = new int[2 * _size];
        Array.Fill(_least, int.MaxValue);
        keys.CopyTo(_least.AsSpan(_size));
        for (var node = _size - 1; node >= 1; node--) _least[node] = Math.Min(_least[2 * node], _least[2 * node + 1]);
    }

    /// <summary>
    /// Adds the places from <paramref name="from"/> up to <paramref name="to"/> with keys of at most <paramref name="bound"/>
    /// that were not found before.
    /// </summary>
    public void Take(int from, int to, int bound, List<int> found) => Take(1, 0, _size, from, to, bound, found);

    private void Take(int node, int left, int right, int from, int to, int bound, List<int> found)
    {
        if (to <= left || right <= from || _least[node] > bound) return;
        if (right - left == 1)
        {
            found.Add(left);
            _least[node] = int.MaxValue;
            return;
        }

        var middle = (left + right) / 2;
        Take(2 * node, left, middle, from, to, bound, found);
        Take(2 * node + 1, middle, right, from, to, bound, found);
        _least[node] = Math.Min(_least[2 * node], _least[2 * node + 1]);
    }
}
