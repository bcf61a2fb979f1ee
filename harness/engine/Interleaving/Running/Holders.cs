using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Who took which synchronisation object where, for the text of a deadlock.</summary>
internal sealed class Holders
{
    private readonly List<Holder> _holders = [];

    private readonly HashSet<(Location, int)> _released = [];

    /// <summary>Whether a thread has given back, once more than it took it, what it had taken and given back before.</summary>
    public bool HasMisreleased { get; private set; }

    /// <summary>Whether a thread that has ended still has a permit of a semaphore that is otherwise given back.</summary>
    public bool AnyLeftTaken(ScheduleRun run) => _holders.Exists(h =>
        run.Threads[h.Thread].Progress == Progress.Finished && h.Location.Owner is SemaphoreSlim or Semaphore
        && _released.Any(r => r.Item1.Equals(h.Location)));

    public void Add(Location location, int thread, Site site, bool isExhausted) =>
        _holders.Add(new Holder(location, thread, site, isExhausted));

    /// <summary>Whether another thread holds the object so that nobody else can take it.</summary>
    public bool IsExhausted(Location location, int thread)
    {
        foreach (var holder in _holders)
        {
            if (holder.IsExhausted && holder.Thread != thread && holder.Location.Equals(location))
                return true;
        }

        return false;
    }

    /// <summary>Forgets the thread's latest taking, or another's: anyone may release a semaphore.</summary>
    public void Remove(Location location, int thread)
    {
        var last = _holders.FindLastIndex(h => h.Thread == thread && h.Location.Equals(location));
        HasMisreleased |= last < 0 && _released.Contains((location, thread));
        if (last >= 0)
            _released.Add((location, thread));
        if (last < 0)
            last = _holders.FindLastIndex(h => h.Location.Equals(location));
        if (last >= 0)
            _holders.RemoveAt(last);
    }

    public bool HoldsAny(int thread) => _holders.Exists(h => h.Thread == thread);

    public IEnumerable<Holder> Of(Location location) => _holders.Where(h => h.Location.Equals(location));

    /// <summary>What the thread holds, the latest first.</summary>
    public IEnumerable<Location> Taken(int thread) =>
        _holders.Where(h => h.Thread == thread).Select(h => h.Location).Reverse();

    internal sealed record Holder(Location Location, int Thread, Site Site, bool IsExhausted);
}
