namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>A state of the whole cluster, unpacked: one object of it is used for state after state.</summary>
/// <param name="nodes">How many machines there are.</param>
internal sealed class GlobalState(int nodes)
{
    private int[] _flights = new int[16];

    /// <summary>The machines, as numbers of <see cref="Local"/>.</summary>
    public int[] Locals { get; } = new int[nodes];

    /// <summary>What is remembered, as a number of the <see cref="FactBook"/>.</summary>
    public int Facts { get; set; }

    /// <summary>How many messages may still be lost, doubled; how many crashes and timeouts there may still be.</summary>
    public int LossesLeft { get; set; }

    public int DoublesLeft { get; set; }

    public int CrashesLeft { get; set; }

    public int TimeoutsLeft { get; set; }

    /// <summary>A bit for each client's message that has come.</summary>
    public ulong Injected { get; set; }

    /// <summary>The messages under way, ascending, doubles twice.</summary>
    public ReadOnlySpan<int> Flying => _flights.AsSpan(0, Count);

    public int Count { get; private set; }

    public void CopyFrom(GlobalState other)
    {
        other.Locals.CopyTo(Locals, 0);
        (Facts, LossesLeft, DoublesLeft) = (other.Facts, other.LossesLeft, other.DoublesLeft);
        (CrashesLeft, TimeoutsLeft, Injected) = (other.CrashesLeft, other.TimeoutsLeft, other.Injected);
        Count = 0;
        Reserve(other.Count);
        other.Flying.CopyTo(_flights);
        Count = other.Count;
    }

    public void Add(int flight)
    {
        Reserve(Count + 1);
        var place = Count++;
        for (; place > 0 && _flights[place - 1] > flight; place--) _flights[place] = _flights[place - 1];
        _flights[place] = flight;
    }

    public void Remove(int flight)
    {
        var place = Array.IndexOf(_flights, flight, 0, Count);
        Array.Copy(_flights, place + 1, _flights, place, --Count - place);
    }

    public void Clear() => Count = 0;

    private void Reserve(int count)
    {
        if (count > _flights.Length) Array.Resize(ref _flights, count * 2);
    }
}
