namespace Katas.Engine.Interleaving.Running;

/// <summary>For each thread, how many of its steps are known to have come before.</summary>
/// <remarks>After Fidge (1988) and Mattern (1989). Threads are numbered from 0; new ones may appear at any time.</remarks>
internal sealed class VectorClock
{
    private int[] _times;

    public VectorClock() => _times = [];

    private VectorClock(int[] times) => _times = times;

    public int this[int thread] => thread < _times.Length ? _times[thread] : 0;

    /// <summary>The thread makes one more step; returns the step's number within the thread, from 1.</summary>
    public int Tick(int thread)
    {
        if (thread >= _times.Length)
            Array.Resize(ref _times, thread + 1);
        return ++_times[thread];
    }

    /// <summary>Takes in what another clock knows.</summary>
    public void Join(VectorClock? other)
    {
        if (other is null)
            return;
        if (other._times.Length > _times.Length)
            Array.Resize(ref _times, other._times.Length);
        for (var i = 0; i < other._times.Length; i++)
            _times[i] = Math.Max(_times[i], other._times[i]);
    }

    public VectorClock Copy() => new((int[])_times.Clone());
}
