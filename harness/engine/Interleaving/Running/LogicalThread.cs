using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>
/// One thread of a schedule, or a task, a timer, or an asynchronous flow. It runs on a real thread, and only while it holds
/// the baton.
/// </summary>
internal sealed class LogicalThread(ScheduleRun run, int index, string name)
{
    [ThreadStatic]
    private static LogicalThread? _current;

    private nint _stackBase;
    private ExecutionContext? _outside;

    /// <summary>The logical thread on this real thread; null on one that the explorer does not know.</summary>
    public static LogicalThread? Current => _current;

    public ScheduleRun Run { get; } = run;

    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>Who started it; null for an operation.</summary>
    public LogicalThread? StartedBy { get; init; }

    /// <summary>Where it was started; null when that is not known.</summary>
    public Site? StartedAt { get; init; }

    /// <summary>Where it was in the subject's code when it last met a hook.</summary>
    public Site? LastSite { get; set; }

    /// <summary>What it runs when it gets the baton and has no real thread yet.</summary>
    public Action? Body { get; set; }

    /// <summary>The real thread that runs it; null before it has begun, and between the parts of an asynchronous flow.</summary>
    public Worker? Worker { get; set; }

    /// <summary>Its index, or that of the thread whose asynchronous method it goes on with.</summary>
    public int Flow { get; set; } = index;

    /// <summary>How many parts of its flow have run, each on another real thread than the one before.</summary>
    public int Parts { get; set; }

    /// <summary>Released when the thread may go on.</summary>
    public SemaphoreSlim Baton => Worker?.Baton ?? Run.StageBaton;

    public Spinning Spinning { get; } = new();

    public Progress Progress { get; set; }

    /// <summary>What the thread waits for, or tries again to take after it was released.</summary>
    public Wait? WaitingFor { get; set; }

    /// <summary>What it is about to wait for: when another thread takes that first, it waits at once.</summary>
    public Wait? Approaching { get; set; }

    /// <summary>When the thread began to wait: a pulse goes to the one that waits longest.</summary>
    public int WaitingSince { get; set; }

    public bool HasTimedOut { get; set; }

    public bool IsPulsed { get; set; }

    /// <summary>Above zero the thread is in code that runs as one step, such as a static constructor.</summary>
    public int AtomicDepth { get; set; }

    /// <summary>Whether it has done anything that another thread could notice since it got the baton.</summary>
    public bool HasActed { get; set; }

    /// <summary>The call that starts a task now.</summary>
    public Site? Starting { get; set; }

    /// <summary>Whether a callback that comes now must not run the rest of a flow on this thread.</summary>
    public bool IsDeferring { get; set; }

    public int HooksAfterAbort { get; set; }

    /// <summary>The uncontrolled call that was begun last, which explains a stall.</summary>
    public Site? LastUncontrolled { get; set; }

    /// <summary>How often it has slept at each call site: it wakes early a few times only.</summary>
    public Dictionary<Site, int> Sleeps { get; } = [];

    /// <summary>The access whose value is not known yet.</summary>
    public TraceEvent? Pending { get; set; }

    /// <summary>The decision that let it go on; -1 when there was nothing to decide.</summary>
    public int Node { get; set; } = -1;

    /// <summary>What came before its latest step, by any dependence.</summary>
    public VectorClock Order { get; } = new();

    /// <summary>What it knows by synchronisation alone.</summary>
    public VectorClock Known { get; } = new();

    /// <summary>Its own time when it had finished: who knows this, knows all that it did.</summary>
    public int End { get; set; }

    /// <summary>Continuations that it has left to be run, and after which it has made no step yet.</summary>
    public List<Continuation> Continuations { get; } = [];

    /// <summary>The task whose end is the end of the operation; null: the operation ends when it returns.</summary>
    public Task? Ending { get; set; }

    public bool IsStage => Run.Stage == this;

    /// <summary>From here on the real thread acts for this logical one.</summary>
    /// <param name="local">
    /// A variable of the method that will call the operation. The operation's own variables lie below it on the stack;
    /// a variable of this method would lie among them.
    /// </param>
    public void EnterRealThread(ref byte local)
    {
        _stackBase = AddressBook.Number(ref local);
        _current = this;
        _outside = ExecutionContext.Capture();
        SynchronizationContext.SetSynchronizationContext(Run.Context);
        TaskFields.Current = Run.Scheduler.NewAmbient();
    }

    /// <summary>The real thread is as it was before: what an operation left in its context does not count for the next.</summary>
    public static void LeaveRealThread()
    {
        TaskFields.Current = null;
        SynchronizationContext.SetSynchronizationContext(null);
        if (_current?._outside is { } outside)
            ExecutionContext.Restore(outside);
        _current = null;
    }

    /// <summary>Whether the address is in the running thread's own stack, which no other thread can reach.</summary>
    public bool IsOnStack(ref byte address)
    {
        byte here = 0;
        var number = AddressBook.Number(ref address);
        // Stacks grow downwards on every platform that .NET supports.
        return AddressBook.Number(ref here) <= number && number <= _stackBase;
    }
}

/// <summary>Whether a logical thread can go on.</summary>
internal enum Progress
{
    /// <summary>Not before all threads begin.</summary>
    New,

    Ready,
    Blocked,
    Finished,
}

/// <summary>The rest of an asynchronous method.</summary>
/// <param name="Wait">What it waits for; its <see cref="Wait.IsReady"/> says when it can go on.</param>
/// <param name="Run">The rest.</param>
internal sealed record Continuation(Wait Wait, Action Run);
