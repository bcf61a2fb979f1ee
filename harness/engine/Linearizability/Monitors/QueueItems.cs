namespace Katas.Engine.Linearizability.Monitors;

/// <summary>
/// What has to be in one order, first in, first out: the values of a queue, and its empty dequeues, each as a value that is
/// put in and taken at one moment.
/// </summary>
/// <remarks>Ranks are doubled here, and the gap after rank g is 2g + 1. Values come first, then the empty dequeues.</remarks>
internal sealed class QueueItems
{
    private readonly ContainerHistory _history;
    private readonly int _values;
    private readonly int _count;
    private readonly int[] _putCalls;
    private readonly int[] _putReturns;
    private readonly int[] _takeCalls;
    private readonly int[] _takeReturns;

    public QueueItems(ContainerHistory history)
    {
        (_history, _values) = (history, history.Puts.Length);
        _count = _values + history.Empties.Length;
        _putCalls = Doubled(history.PutCalls);
        _putReturns = Doubled(history.PutReturns);
        _takeCalls = Doubled(history.TakeCalls);
        _takeReturns = Doubled(history.TakeReturns);
    }

    /// <summary>Gives each empty dequeue a moment at which nothing need be in the queue.</summary>
    public MonitorAnswer? PlaceEmpties()
    {
        if (_history.Empties.Length == 0) return null;
        var free = Gaps.NextFree(_history.End, _history.PutReturns, _history.TakeCalls);
        for (var i = 0; i < _history.Empties.Length; i++)
        {
            var empty = _history.Empties[i];
            var (called, returned) = (_history.Timed.Calls[empty], _history.Timed.Returns[empty]);
            if (free[called] >= returned) return NeverEmpty(empty, called, returned);
            var moment = 2 * free[called] + 1;
            (_putCalls[_values + i], _putReturns[_values + i]) = (moment, moment);
            (_takeCalls[_values + i], _takeReturns[_values + i]) = (moment, moment);
        }

        return null;
    }

    /// <summary>The order in which they go through the queue.</summary>
    public MonitorAnswer? Sort(out int[] order)
    {
        var largest = 2 * _history.End;
        var (byPutCall, byPutReturn) = (Ranked.Order(_putCalls, largest), Ranked.Order(_putReturns, largest));
        var (byTakeCall, byTakeReturn) = (Ranked.Order(_takeCalls, largest), Ranked.Order(_takeReturns, largest));
        var (putCall, putReturn, takeCall, takeReturn) = (0, 0, 0, 0);
        var (free, ready, placed) = (new byte[_count], new Stack<int>(), new bool[_count]);
        order = new int[_count];
        for (var next = 0; next < _count; next++)
        {
            while (placed[byPutReturn[putReturn]]) putReturn++;
            while (placed[byTakeReturn[takeReturn]]) takeReturn++;
            var (firstIn, firstOut) = (byPutReturn[putReturn], byTakeReturn[takeReturn]);
            for (; putCall < _count && _putCalls[byPutCall[putCall]] <= _putReturns[firstIn]; putCall++)
                Release(byPutCall[putCall]);
            for (; takeCall < _count && _takeCalls[byTakeCall[takeCall]] <= _takeReturns[firstOut]; takeCall++)
                Release(byTakeCall[takeCall]);
            if (!ready.TryPop(out var item)) return WrongOrder(firstIn, firstOut);
            order[next] = item;
            placed[item] = true;
        }

        return null;

        void Release(int item)
        {
            if (++free[item] == 2) ready.Push(item);
        }
    }

    /// <summary>The operations, merged: each enqueue and each dequeue at the latest of the calls up to it.</summary>
    public List<int> Witness(int[] order)
    {
        var witness = new List<int>(2 * _count);
        var (take, taken) = (0, 0);
        for (var (put, now) = (0, 0); put < _count; put++)
        {
            now = Math.Max(now, _putCalls[order[put]]);
            TakeUntil(now, put);
            witness.Add(order[put] < _values ? _history.Puts[order[put]] : _history.Empties[order[put] - _values]);
        }

        TakeUntil(int.MaxValue, _count);
        return witness;

        // Of what happens at one moment, what belongs to the earlier item is first.
        void TakeUntil(int now, int put)
        {
            for (; take < _count; take++)
            {
                var item = order[take];
                var at = Math.Max(taken, _takeCalls[item]);
                if (at > now || take >= put) return;
                taken = at;
                if (item < _values && _history.Takes[item] >= 0) witness.Add(_history.Takes[item]);
            }
        }
    }

    private MonitorAnswer NeverEmpty(int empty, int called, int returned)
    {
        var chain = Gaps.Chain(_history.End, _history.PutReturns, _history.TakeCalls, called, returned);
        var shown = string.Join(", then ", chain.Select(_history.Show));
        return MonitorAnswer.Violation(
            $"A dequeue found the queue empty, but all the time of its call something was in it: {shown}.",
            _history.Operations(chain, empty));
    }

    private MonitorAnswer WrongOrder(int first, int second)
    {
        var (a, b) = (_history.Show(first), _history.Show(second));
        var reason = _history.Takes[first] < 0
            ? $"{b} was dequeued and {a} never was, although {a} was in the queue before the enqueue of {b} began."
            : $"{b} was dequeued before {a}, although {a} was in the queue before the enqueue of {b} began.";
        return MonitorAnswer.Violation(reason, _history.Operations([first, second]));
    }

    private int[] Doubled(int[] ranks)
    {
        var doubled = new int[_count];
        for (var i = 0; i < ranks.Length; i++) doubled[i] = 2 * ranks[i];
        return doubled;
    }
}
