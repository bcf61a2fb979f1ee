namespace Katas.Engine.Interleaving.Running;

/// <summary>A real thread that runs one operation of each schedule; a new one each time would be slow.</summary>
internal sealed class Worker
{
    private LogicalThread? _thread;
    private Action? _body;

    public Worker()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "interleaving worker" };
        // Without the caller's execution context: NUnit would count an assertion that fails in one of a thousand
        // schedules, and that the explorer catches, against the test that called it.
        thread.UnsafeStart();
    }

    /// <summary>Released when the worker's logical thread may go on.</summary>
    public SemaphoreSlim Baton { get; } = new(0);

    public void Assign(LogicalThread thread, Action body) => (_thread, _body) = (thread, body);

    /// <summary>Ends the real thread, which must be waiting for an assignment.</summary>
    public void Close()
    {
        _thread = null;
        Baton.Release();
    }

    private void Work()
    {
        while (true)
        {
            Baton.Wait();
            if (_thread is null)
                return;
            RunAssignment();
        }
    }

    private void RunAssignment()
    {
        var (thread, body) = (_thread!, _body!);
        // A schedule's objects must not live until the next one: the twin could not be unloaded.
        (_thread, _body) = (null, null);
        Exception? failure = null;
        byte local = 0;
        thread.EnterRealThread(ref local);
        try
        {
            if (!thread.Run.IsAborting)
                body();
        }
        catch (ScheduleAbortedException)
        {
        }
#pragma warning disable CA1031 // Whatever an operation throws is a finding.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            failure = thrown;
        }
        finally
        {
            LogicalThread.LeaveRealThread();
        }

        thread.Run.Finish(thread, failure);
    }
}

/// <summary>The real threads of an exploration, which are used again in each schedule.</summary>
internal sealed class Workers
{
    private readonly Dictionary<(int Thread, int Part), Worker> _workers = [];

    /// <summary>The real thread for a part of a flow: never the one that ran the part before.</summary>
    /// <remarks>
    /// After an <c>await</c> another real thread may go on. Here another one always does, so that a lock that belongs to a
    /// thread, taken before the <c>await</c> and given back after it, fails as it sometimes would.
    /// </remarks>
    public Worker For(LogicalThread thread)
    {
        var key = (thread.Index, thread.Parts & 1);
        if (!_workers.TryGetValue(key, out var worker))
            _workers[key] = worker = new Worker();
        return worker;
    }

    /// <summary>The worker does not come back from what it runs: another one takes its place.</summary>
    public void Abandon(Worker stuck)
    {
        foreach (var key in _workers.Where(w => w.Value == stuck).Select(w => w.Key).ToList())
            _workers.Remove(key);
    }

    public void Close()
    {
        foreach (var worker in _workers.Values)
            worker.Close();
    }
}
