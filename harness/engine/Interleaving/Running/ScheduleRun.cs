using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>One schedule: hands the baton from thread to thread, as a guide says.</summary>
/// <remarks>All members except <see cref="IsAborting"/> belong to the thread that holds the baton.</remarks>
internal sealed partial class ScheduleRun
{
    /// <summary>The most threads, tasks and flows that a schedule can have; decisions keep sets of them in a word.</summary>
    public const int MaxThreads = 64;

    /// <summary>The number of no schedule.</summary>
    public const int None = -1;

    private const int HooksAllowedAfterAbort = 1_000;
    private const int FairTurn = 20;
    private const int LooksAtUncontrolledWork = 100;

    private static int _numbers;

    private readonly IGuide _guide;
    private readonly Workers _workers;
    private readonly int _maxSteps;
    private readonly List<Decision> _decisions = [];
    private readonly List<LogicalThread> _threads = [];
    private readonly Dependence? _dependence;
    private volatile bool _isAborting;
    private bool _isLastChance;
    private Site? _uncontrolled;

    public ScheduleRun(
        IGuide guide, ContendedClasses contended, SiteTable sites, int maxSteps, Workers workers,
        IReadOnlyList<string> names)
    {
        (_guide, Contended, Sites, _maxSteps, _workers) = (guide, contended, sites, maxSteps, workers);
        _dependence = guide.NeedsSteps ? new Dependence() : null;
        _threads.AddRange(names.Select((name, index) => new LogicalThread(this, index, name)));
        Stage = new LogicalThread(this, names.Count, "The check after all") { Progress = Progress.Ready };
        _threads.Add(Stage);
        foreach (var thread in _threads)
            thread.Known.Tick(thread.Index);
        Running = Stage;
        Time = new ExplorationTime(this);
        guide.Begin(this);
    }

    public ContendedClasses Contended { get; }

    /// <summary>Tells the schedules of a process apart; never 0.</summary>
    public int Number { get; } = Interlocked.Increment(ref _numbers);

    public SiteTable Sites { get; }

    /// <summary>What the threads share; null until it was created.</summary>
    public object? Subject { get; set; }

    /// <summary>The thread that creates the object before, and checks it after, all others run.</summary>
    public LogicalThread Stage { get; }

    public SemaphoreSlim StageBaton { get; } = new(0);

    /// <summary>The operations' threads, the stage, and then whatever was started, in the order of its start.</summary>
    public IReadOnlyList<LogicalThread> Threads => _threads;

    /// <summary>How many threads the exploration was asked for; <see cref="Stage"/> has the next index.</summary>
    public int Operations => Stage.Index;

    public Touches Touches { get; } = new();

    public Races Races { get; } = new();

    public Owners Owners { get; } = new();

    public AddressBook Addresses { get; } = new();

    public Holders Holders { get; } = new();

    /// <summary>Reads of a plain field, again and again, by a thread that does nothing else meanwhile.</summary>
    public List<TraceEvent> PlainSpins { get; } = [];

    /// <summary>The time that subjects see instead of the system's.</summary>
    public ExplorationTime Time { get; }

    public List<TraceEvent> Trace { get; } = [];

    public IReadOnlyList<Decision> Decisions => _decisions;

    /// <summary>The steps that others could notice; empty unless the guide wants them.</summary>
    public IReadOnlyList<Step> DependentSteps => _dependence?.Steps ?? [];

    public Verdict? Verdict { get; private set; }

    /// <summary>Whether the schedule was given up because it would have been like an earlier one.</summary>
    public bool IsRedundant { get; private set; }

    public LogicalThread Running { get; private set; }

    /// <summary>Accesses and synchronisation operations so far; the watchdog reads it from outside.</summary>
    public int Steps { get; private set; }

    /// <summary>Why schedules were left out at this one, or null.</summary>
    public string? Omission { get; private set; }

    /// <summary>The calls outside the explorer's control that were made.</summary>
    public HashSet<Site> UncontrolledSites { get; } = [];

    /// <summary>Whether each wait keeps the calls that led to it, which is slow.</summary>
    public bool CapturesStacks { get; init; }

    /// <summary>Whether a static field was used, so that the next schedule needs a fresh assembly.</summary>
    public bool UsedStatics { get; set; }

    public int Preemptions => _decisions.Count(d => d.IsPreemption);

    /// <summary>Whether threads only unwind any more. The watchdog sets it from outside after a stall.</summary>
    public bool IsAborting => _isAborting;

    /// <summary>Counts a step of the running thread; false when the step is none of the schedule's.</summary>
    public bool Step(LogicalThread current)
    {
        if (_isAborting)
        {
            CountAfterAbort(current);
            return false;
        }

        LeaveContinuations(current);
        Steps++;
        _isLastChance = false;
        if (Steps > (current.IsStage ? 2 * _maxSteps : _maxSteps))
            Stop(current, TooLong(current));
        if (Steps > _maxSteps / 2 && Steps % FairTurn == 0 && current.AtomicDepth == 0 && !current.IsStage
            && !_guide.IsFair)
        {
            Omission ??= Words.LongSchedule(_maxSteps);
            MoveOn(current, Candidates.NextAfter(current.Index, Ready()));
        }

        return true;
    }

    /// <summary>A step that others could notice is made now.</summary>
    public void Made(LogicalThread current, Location location, StepKind kind)
    {
        current.HasActed = true;
        if (_dependence is not null && !_isAborting)
            _guide.Made(_dependence.Add(current, location, kind, Owners.Of(location.Owner)));
    }

    /// <summary>Adds a row to the table; what the stage does is not shown.</summary>
    public void Record(LogicalThread current, TraceEvent made)
    {
        if (current.IsStage)
            return;
        (made.Flow, made.Part) = (current.Flow, current.Parts);
        Trace.Add(made);
    }

    /// <summary>Starts a thread, a task or a timer's callback.</summary>
    /// <param name="starter">Who starts it; everything that it has done so far comes before.</param>
    /// <param name="name">Heads its column.</param>
    /// <param name="body">What it runs. Whatever it throws ends the schedule as a failure.</param>
    /// <param name="wait">What it waits for before it begins; null: it can begin at once.</param>
    /// <param name="site">Where; null: where the starter last met a hook.</param>
    public LogicalThread Spawn(LogicalThread starter, string name, Action body, Wait? wait = null, Site? site = null)
    {
        var index = FreeIndex(starter);
        if (index == MaxThreads)
            Stop(starter, new Verdict(ExplorationOutcome.Inconclusive, null, Words.TooManyThreads(MaxThreads)));
        site ??= wait is { Site.IsNone: false } ? wait.Site : starter.Starting ?? starter.LastSite ?? Site.None;
        var thread = new LogicalThread(this, index, name)
        {
            Body = body, Progress = Progress.Ready, StartedBy = starter, StartedAt = site,
        };
        thread.Order.Join(starter.Order);
        thread.Known.Join(starter.Known);
        thread.Known.Tick(thread.Index);
        starter.Known.Tick(starter.Index);
        if (index < _threads.Count)
            _threads[index] = thread;
        else
            _threads.Add(thread);
        if (wait is not null)
            BeginWait(thread, wait);
        Record(starter, new TraceEvent(starter.Index, site, TraceEvent.Starts, default) { Started = index });
        return thread;
    }

    /// <summary>The running thread leaves the rest of an asynchronous method to be run when its wait is over.</summary>
    /// <remarks>
    /// If the thread ends without another step it goes on with the rest itself, in the same column. Otherwise the rest is a
    /// thread of its own from the next step on.
    /// </remarks>
    public void Continue(LogicalThread current, Wait wait, Action rest)
    {
        Capture(wait);
        current.Continuations.Add(new Continuation(wait, rest));
    }

    /// <summary>Keeps the stack of a thread that is about to wait, in the one schedule that wants it.</summary>
    public void Capture(Wait wait)
    {
        if (CapturesStacks && wait.Stack.Count == 0)
            wait.Stack = StackText.Here();
    }

    /// <summary>A wait has ended, so that waits that failed a moment ago are worth trying again.</summary>
    public void NoteProgress() => _isLastChance = false;

    /// <summary>A call outside the explorer's control is made: the schedule says less than it seems to.</summary>
    public void NoteUncontrolled(Site site)
    {
        UncontrolledSites.Add(site);
        _uncontrolled ??= site;
        Omission ??= Words.Uncontrolled(site);
    }

    /// <summary>Schedules were left out, for a reason that the result gives.</summary>
    public void Omit(string reason) => Omission ??= reason;

    /// <summary>Whether no other thread can go on, unless time passes.</summary>
    public bool IsAlone(LogicalThread current) => (Ready() & ~(1ul << current.Index)) == 0;

    /// <summary>Notes that the stage, which creates and checks the object, has failed, or a thread on its own.</summary>
    public void Fail(Verdict verdict) => Verdict ??= verdict;

    /// <summary>Lets a real thread that is stuck end as soon as it comes back.</summary>
    public void Abandon() => _isAborting = true;

    /// <summary>A new index, or that of a thread that had ended before all that the starter can still do.</summary>
    /// <remarks>A loop that awaits a hundred delays, one after the other, needs the index of one timer.</remarks>
    private int FreeIndex(LogicalThread starter)
    {
        for (var i = Operations + 1; i < _threads.Count; i++)
        {
            if (_threads[i].Progress == Progress.Finished && starter.Known[i] >= _threads[i].End)
                return i;
        }

        return _threads.Count;
    }

    private Verdict TooLong(LogicalThread current) => Livelocks.Find(this) is { } turn
        ? new Verdict(ExplorationOutcome.Livelock, null, Words.Livelock(this, turn)) { Finding = Finding.Livelock }
        : new Verdict(ExplorationOutcome.Inconclusive, null, Words.StepLimit(current, _maxSteps));

    private void LeaveContinuations(LogicalThread current)
    {
        if (current.Continuations.Count == 0)
            return;
        Continuation[] left = [.. current.Continuations];
        current.Continuations.Clear();
        foreach (var (wait, rest) in left)
        {
            var flow = Spawn(current, $"{current.Name} (async)", rest, wait);
            (flow.Flow, flow.Parts) = (current.Flow, current.Parts + 1);
        }
    }

    private void CountAfterAbort(LogicalThread current)
    {
        if (++current.HooksAfterAbort < HooksAllowedAfterAbort || current.IsStage)
            return;
        // The operation catches whatever ends it and goes on. It keeps its real thread, which is never used again.
        StageBaton.Release();
        new SemaphoreSlim(0).Wait();
    }
}
