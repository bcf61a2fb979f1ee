namespace Katas.Engine.Simulation.Running;

/// <summary>What is to happen, by time; at one moment in an order that the seed draws.</summary>
/// <remarks>
/// A binary heap. Events that were called off stay in it until they come to the top, or until they are more than half: a
/// program that waits for messages with a limit sets and cancels a timer for each, and an hour of them would fill the memory.
/// </remarks>
internal sealed class Agenda
{
    private const int FewEvents = 64;

    private Entry[] _heap = new Entry[FewEvents];
    private int _count;
    private int _calledOff;
    private long _order;

    /// <summary>How many events it holds, with those that were called off and are not cleared away yet.</summary>
    public int Count => _count;

    /// <summary>The time of the next event; null when there is none.</summary>
    public long? NextTime
    {
        get
        {
            while (_count > 0 && _heap[0].What.IsVoid)
            {
                if (_calledOff > 0) _calledOff--;
                RemoveFirst();
            }

            return _count == 0 ? null : _heap[0].Time;
        }
    }

    /// <summary>Adds an event.</summary>
    /// <param name="time">When, in ticks.</param>
    /// <param name="tie">Which of one moment is first: the least; of equal ones, the first that was added.</param>
    /// <param name="what">The event.</param>
    public void Add(long time, ulong tie, ISimEvent what)
    {
        if (_count == _heap.Length) Array.Resize(ref _heap, _count * 2);
        _heap[_count] = new Entry(time, tie, _order++, what);
        Raise(_count++);
    }

    /// <summary>Takes the next event, whose time was just asked for.</summary>
    public ISimEvent Take()
    {
        var what = _heap[0].What;
        RemoveFirst();
        return what;
    }

    /// <summary>An event was called off.</summary>
    public void CalledOff()
    {
        if (++_calledOff <= FewEvents || _calledOff * 2 <= _count) return;
        Rebuild(entry => entry.What.IsVoid ? null : entry);
        _calledOff = 0;
    }

    /// <summary>A machine's clock has another pace from now on: what waits for it comes sooner or later.</summary>
    public void PaceChanged(Machine machine) => Rebuild(entry =>
        entry.What is IClockEvent event_ && event_.Machine == machine ? entry with { Time = machine.Global(event_.Due) } : entry);

    private void Rebuild(Func<Entry, Entry?> change)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (change(_heap[i]) is { } entry) _heap[kept++] = entry;
        }

        Array.Clear(_heap, kept, _count - kept);
        _count = kept;
        for (var i = (_count / 2) - 1; i >= 0; i--) Sink(i);
    }

    private void RemoveFirst()
    {
        _heap[0] = _heap[--_count];
        _heap[_count] = default;
        if (_count > 1) Sink(0);
    }

    private void Raise(int place)
    {
        var entry = _heap[place];
        while (place > 0 && entry.IsBefore(_heap[(place - 1) / 2]))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _heap[place] = entry;
    }

    private void Sink(int place)
    {
        var entry = _heap[place];
        for (var child = (2 * place) + 1; child < _count; child = (2 * place) + 1)
        {
            if (child + 1 < _count && _heap[child + 1].IsBefore(_heap[child])) child++;
            if (!_heap[child].IsBefore(entry)) break;
            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = entry;
    }

    private readonly record struct Entry(long Time, ulong Tie, long Order, ISimEvent What)
    {
        public bool IsBefore(in Entry other) => Time != other.Time
            ? Time < other.Time
            : Tie != other.Tie ? Tie < other.Tie : Order < other.Order;
    }
}
