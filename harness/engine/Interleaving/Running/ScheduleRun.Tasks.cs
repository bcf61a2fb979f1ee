using System.Collections.Concurrent;
using Katas.Engine.Time;

namespace Katas.Engine.Interleaving.Running;

/// <content>What goes on because something else has ended.</content>
internal sealed partial class ScheduleRun
{
    private readonly Dictionary<object, Location> _places = new(ReferenceEqualityComparer.Instance);
    private readonly List<Derived> _derived = [];
    private readonly ConcurrentQueue<Action> _fromOutside = new();

    /// <summary>The context of all threads of the schedule.</summary>
    public ExplorationContext Context => field ??= new ExplorationContext(this);

    /// <summary>The scheduler of all tasks of the schedule.</summary>
    public ExplorationScheduler Scheduler => field ??= new ExplorationScheduler(this);

    public StartedTasks Started { get; } = new();

    /// <summary>
    /// Whether an operation ends with a task that the framework completes, on the pool perhaps: then each completion is given
    /// its moment there, or it would come before one decision in one run and before another in the next.
    /// </summary>
    public bool AwaitsFramework { get; set; }

    /// <summary>An operation under way, such as a read of a channel, is at the place of what it works on.</summary>
    public Location PlaceOf(object target) => _places.GetValueOrDefault(target, new Location(target, null));

    public void SetPlace(object target, Location place) => _places[target] = place;

    /// <summary>Something has changed: whoever waits for it can go on.</summary>
    /// <param name="current">Who changed it.</param>
    /// <param name="isInline">Whether those who go on where it changed do so now, on this thread.</param>
    public void Notice(LogicalThread current, bool isInline = true)
    {
        while (!_isAborting && (CompleteDerived(current) || (isInline && RunInline(current))))
        {
        }

        if (AwaitsFramework)
            PoolRest.Wait(LooksAtUncontrolledWork);
        if (!_isAborting)
            Ready();
    }

    /// <summary>
    /// Runs code on the thread that makes a condition true, at once, such as the completion of a <c>WhenAll</c>.
    /// </summary>
    public void WhenReady(Func<bool> isReady, Action<LogicalThread> complete) => _derived.Add(new Derived(isReady, complete));

    /// <summary>Code that comes from a thread outside the schedule is a thread of it from the next decision on.</summary>
    public void BringIn(Action body) => _fromOutside.Enqueue(body);

    /// <summary>Lets all others run until none can go on.</summary>
    public void Settle(LogicalThread current)
    {
        if (_isAborting)
            return;
        Block(current, new Wait(default, "", Rewriting.Site.None) { IsReady = () => false, IsForQuiet = true });
        current.WaitingFor = null;
        foreach (var thread in _threads)
        {
            current.Known.Join(thread.Known);
            current.Order.Join(thread.Order);
        }
    }

    /// <summary>Takes the rest of a flow from the thread that would run it; null when it runs already.</summary>
    public Action? Claim(LogicalThread current, Wait wait)
    {
        if (current.Continuations.Find(c => c.Wait == wait) is { } own)
        {
            current.Continuations.Remove(own);
            return own.Run;
        }

        return _threads.Find(t => t.WaitingFor == wait && t is { Progress: Progress.Blocked, Body: not null }) is { } thread
            ? TakeOver(current, thread) : null;
    }

    private bool CompleteDerived(LogicalThread current)
    {
        var index = _derived.FindIndex(d => d.IsReady());
        if (index < 0)
            return false;
        var derived = _derived[index];
        _derived.RemoveAt(index);
        derived.Complete(current);
        return true;
    }

    /// <remarks>
    /// All are taken before the first one runs: the framework runs those who await one task one after the other, and none of
    /// them elsewhere meanwhile.
    /// </remarks>
    private bool RunInline(LogicalThread current)
    {
        Action[] rests =
        [
            .. _threads.Where(t => t is { Progress: Progress.Blocked, Body: not null, WaitingFor: { IsInline: true,
                IsReady: { } isReady } }
                    && isReady())
                .OrderBy(t => t.WaitingSince).ToList().Select(t => TakeOver(current, t)),
        ];
        foreach (var rest in rests)
            rest();
        return rests.Length > 0;
    }

    private Action TakeOver(LogicalThread current, LogicalThread thread)
    {
        var rest = thread.Body!;
        var (flow, part) = (thread.Flow, thread.Parts);
        (thread.Body, thread.WaitingFor) = (null, null);
        if (!AwaitsItsEnd(thread))
        {
            thread.Progress = Progress.Finished;
            thread.End = thread.Known.Tick(thread.Index);
        }

        current.Known.Join(thread.Known);
        current.Order.Join(thread.Order);
        return () =>
        {
            var own = (current.Flow, current.Parts);
            (current.Flow, current.Parts) = (flow, part);
            rest();
            LeaveContinuations(current);
            (current.Flow, current.Parts) = own;
        };
    }

    /// <summary>What has become ready without a hook, and what came from outside, are threads of their own.</summary>
    private void TakeIn()
    {
        while (_fromOutside.TryDequeue(out var body))
            Spawn(Running, "async", body);
        for (var i = 0; i < _derived.Count; i++)
        {
            if (!_derived[i].IsReady())
                continue;
            var derived = _derived[i];
            _derived.RemoveAt(i--);
            Spawn(Running, "async", () =>
            {
                derived.Complete(LogicalThread.Current!);
                Notice(LogicalThread.Current!);
            });
        }
    }

    private sealed record Derived(Func<bool> IsReady, Action<LogicalThread> Complete);
}
