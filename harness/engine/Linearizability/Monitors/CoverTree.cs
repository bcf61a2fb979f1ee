using System.Numerics;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>
/// How many stretches cover each gap, as stretches are taken away: finds each gap once, when none is left over it.
/// </summary>
internal sealed class CoverTree
{
    private const int Reported = int.MaxValue / 2;

    /// <summary>
    /// The least depth below each node, without what is pending above it. Node 1 is the root; node n has 2n and 2n + 1.
    /// </summary>
    private readonly int[] _least;
    private readonly int[] _pending;
    private readonly int _size;

    public CoverTree(ReadOnlySpan<int> depths)
    {
        _size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, depths.Length));
        (_least, _pending) = (new int[2 * _size], new int[2 * _size]);
        Array.Fill(_least, Reported);
        depths.CopyTo(_least.AsSpan(_size));
        for (var node = _size - 1; node >= 1; node--) _least[node] = Math.Min(_least[2 * node], _least[2 * node + 1]);
    }

    /// <summary>Takes away a stretch over the gaps from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public void Lower(int from, int to) => Lower(1, 0, _size, from, to);

    /// <summary>Adds the gaps in this range that nothing covers and that were not reported before, in ascending order.</summary>
    public void TakeFree(int from, int to, List<int> found) => TakeFree(1, 0, _size, from, to, 0, found);

    private void Lower(int node, int left, int right, int from, int to)
    {
        if (to <= left || right <= from) return;
        if (from <= left && right <= to)
        {
            _least[node]--;
            _pending[node]--;
            return;
        }

        var middle = (left + right) / 2;
        Lower(2 * node, left, middle, from, to);
        Lower(2 * node + 1, middle, right, from, to);
        _least[node] = Math.Min(_least[2 * node], _least[2 * node + 1]) + _pending[node];
    }

    private void TakeFree(int node, int left, int right, int from, int to, int above, List<int> found)
    {
        if (to <= left || right <= from || _least[node] + above > 0) return;
        if (right - left == 1)
        {
            found.Add(left);
            _least[node] = Reported;
            return;
        }

        var middle = (left + right) / 2;
        TakeFree(2 * node, left, middle, from, to, above + _pending[node], found);
        TakeFree(2 * node + 1, middle, right, from, to, above + _pending[node], found);
        _least[node] = Math.Min(_least[2 * node], _least[2 * node + 1]) + _pending[node];
    }
}
