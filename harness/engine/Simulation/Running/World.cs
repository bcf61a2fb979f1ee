using Katas.Engine.Histories;
using Katas.Engine.Simulation.Escapes;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Storage;
using Katas.Engine.Simulation.Tracing;
using Katas.Engine.Specs;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>A cluster while it runs: all of it on one thread, in virtual time.</summary>
internal sealed partial class World
{
    /// <summary>More messages under way than that are a flood.</summary>
    public const int MostUnderWay = 100_000;

    /// <summary>More steps in one instant than that are a livelock.</summary>
    private const int MostStepsAtOnce = 100_000;

    private readonly Agenda _agenda = new();
    private readonly List<OperationId> _operations = [];
    private readonly HistoryRecorder _recorder;
    private readonly long _mostEvents;
    private long _events;
    private int _stepsNow;
    private SimulationFailure? _failure;

    public World(Scenario scenario, RunPlan plan, SimulationOptions options)
    {
        (Scenario, Plan, Code, _mostEvents) = (scenario, plan, options.Code, options.MostEvents);
        Draw = new Draw((ulong)plan.Seed);
        _recorder = new HistoryRecorder(new WorldClock(this));
        View = new ClusterView(
            [.. scenario.Machines.Where(machine => machine.IsHarmed).Select(machine => new NodeView(machine.Id))],
            [.. scenario.Machines.Where(machine => machine.Role == MachineRole.Service).Select(machine => machine.Id)]);
        Machines =
        [
            .. scenario.Machines.Select((spec, index) => new Machine(
                spec, index, spec.IsHarmed ? View[spec.Id] : new NodeView(spec.Id), new Disk())),
        ];
        ById = Machines.ToDictionary(machine => machine.Id);
        Trace = new Trace([.. Machines.Select(machine => machine.Id)]);
        Stage = new Stage(this);
        Links = new Links(this);
        Nemesis = new Nemesis(this);
        Checks = new Checks(this);
    }

    public Scenario Scenario { get; }

    public RunPlan Plan { get; }

    /// <summary>What the programs look like when compiled; null: nobody knows.</summary>
    public SimulatedCode? Code { get; }

    public Draw Draw { get; }

    public Stage Stage { get; }

    public Links Links { get; }

    public Nemesis Nemesis { get; }

    public Checks Checks { get; }

    public Trace Trace { get; }

    public ClusterView View { get; }

    public IReadOnlyList<Machine> Machines { get; }

    public Dictionary<NodeId, Machine> ById { get; }

    /// <summary>Virtual time in ticks since the beginning.</summary>
    public long Now { get; private set; }

    public TimeSpan Elapsed => new(Now);

    /// <summary>How many events are to come, with those that were called off and not cleared away.</summary>
    public int Pending => _agenda.Count;

    /// <summary>Grows with each step: a sign of life for whoever watches from outside.</summary>
    public long Progress => Volatile.Read(ref _events);

    /// <summary>What went wrong first; null while nothing did.</summary>
    public SimulationFailure? Failure => Volatile.Read(ref _failure);

    /// <summary>What the clients asked and were answered, so far.</summary>
    public History History
    {
        get
        {
            var history = _recorder.ToHistory();
            var notes = Nemesis.Happened.Where(fault => fault is not MessageFault).Select(Note);
            return new History(history.Operations, [.. notes], history.Unit);
        }
    }

    /// <summary>Whether all scripts and workloads are done.</summary>
    public bool ClientsAreDone => Machines.All(machine => machine.Spec.Workload is null || machine.IsDone);

    public IReadOnlyList<NodeId> PeersOf(Machine machine) =>
    [
        .. Machines.Where(other => other != machine && other.Spec.Role == MachineRole.Server).Select(other => other.Id),
    ];

    /// <summary>Runs to the end. On the thread that made the world.</summary>
    public SimulatedRun Run()
    {
        // One task for all of it: what a machine starts with the current scheduler stays on the stage.
        var whole = new Task(Act);
        whole.RunSynchronously(new StageScheduler(Stage));
        Stage.Close();
        whole.GetAwaiter().GetResult();
        return Result();
    }

    /// <summary>What has come of the run so far: for who has to give it up.</summary>
    public SimulatedRun Result() => new(Plan, Trace, Failure, Nemesis.Happened, History)
    {
        Reached = Checks.Reached, Operations = _operations, Length = Elapsed, Events = _events,
    };

    /// <summary>Schedules what concerns a machine.</summary>
    public void Add(long time, Machine machine, ISimEvent what) =>
        _agenda.Add(time, Draw.Next(Draw.Purpose.Tie, ~(ulong)machine.Index, machine.Counter++), what);

    /// <summary>Schedules anything.</summary>
    public void Add(long time, ulong tie, ISimEvent what) => _agenda.Add(time, tie, what);

    /// <summary>Something on the agenda has become void.</summary>
    public void CalledOff() => _agenda.CalledOff();

    /// <summary>A machine's clock runs at another pace from now on.</summary>
    public void SetPace(Machine machine, long partsPerMillion)
    {
        machine.SetPace(Now, partsPerMillion);
        _agenda.PaceChanged(machine);
    }

    /// <summary>Writes a step of a machine down.</summary>
    public int Record(
        TraceKind kind, Machine machine, Machine? peer = null, int cause = -1, object? data = null, ulong sum = 0) =>
        machine.LastStep = Trace.Add(Elapsed, kind, machine.Index, peer?.Index ?? -1, cause, data, sum);

    public void Observe(Incarnation incarnation, Observation observation)
    {
        if (!incarnation.IsAlive) return;
        var sum = StructuralHash.Of(observation.Name) ^ StructuralHash.Of(observation.Value);
        Record(TraceKind.Observe, incarnation.Machine, data: observation, sum: sum);
        View.Now = Elapsed;
        View.Add(observation);
        Checks.Ask();
        View.Latest = null;
    }

    /// <summary>The first failure counts. From any thread.</summary>
    public void Fail(SimulationFailure failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    /// <summary>This failure explains all others.</summary>
    public void FailFirst(SimulationFailure failure) => Volatile.Write(ref _failure, failure);

    public void Threw(Incarnation incarnation, Exception thrown) => Fail(thrown switch
    {
        PropertyFailedException broken =>
            new SimulationFailure(SimulationFinding.PropertyBroken, broken.Property, broken.Evidence, Elapsed)
            {
                Node = incarnation.Id, Step = incarnation.Machine.LastStep,
            },
        // Somebody had to end a wait that nothing else could end.
        ThreadInterruptedException => HungText.Blocked(this, incarnation, LearnerPlace.Of(thrown)),
        _ => new SimulationFailure(
            SimulationFinding.NodeThrew, "no program throws",
            $"{incarnation.Id} threw {thrown.GetType().Name}{LearnerPlace.At(LearnerPlace.Of(thrown))}: {thrown.Message}",
            Elapsed)
        {
            Node = incarnation.Id, Exception = thrown, Step = incarnation.Machine.LastStep,
        },
    });

    public void Flooded(Machine from) => Fail(new SimulationFailure(
        SimulationFinding.Flood, "the network is not flooded",
        $"{MostUnderWay} messages are under way at once. The last one came from {from.Id}.", Elapsed) { Node = from.Id });

    private Annotation Note(Fault fault)
    {
        var healed = fault.Ends < Scenario.Plan.HealAt ? fault.Ends : Scenario.Plan.HealAt;
        var ends = healed < Elapsed ? healed : Elapsed;
        return new Annotation(
            fault.ToString(), fault.Begins.Ticks * TimeSpan.NanosecondsPerTick, ends.Ticks * TimeSpan.NanosecondsPerTick);
    }

    private void Act()
    {
        if (Code?.Scan.Forbidden is [_, ..] forbidden)
        {
            Fail(new SimulationFailure(
                SimulationFinding.Escaped, EscapeText.Property, EscapeText.Forbidden(forbidden), TimeSpan.Zero));
            return;
        }

        Nemesis.Begin();
        foreach (var machine in Machines) Start(machine);
        Loop();
        Stage.Conclude();
        Checks.AtTheEnd();
        Stop();
        Stage.Conclude();
    }

    private void Loop()
    {
        while (Failure is null && !Stage.HasEscaped)
        {
            if (NextReady() is { } ready)
            {
                _events++;
                if (++_stepsNow > MostStepsAtOnce) LivesOn(ready);
                Trace.Mix((ulong)ready.Machine.Index);
                ready.RunOne();
                continue;
            }

            if (_agenda.NextTime is not { } next || Checks.IsOver(next)) return;
            _events++;
            if (next > Now)
            {
                Stage.BeforeTimePasses();
                (Now, _stepsNow) = (next, 0);
            }

            _agenda.Take().Happen();
            if (_events > _mostEvents) TooLong();
        }
    }

    private Incarnation? NextReady()
    {
        Incarnation? first = null;
        foreach (var machine in Machines)
        {
            if (machine.Running is { IsReady: true } ready && (first is null || ready.Turn < first.Turn)) first = ready;
        }

        return first;
    }

    private void LivesOn(Incarnation incarnation) => Fail(new SimulationFailure(
        SimulationFinding.Livelock, "time passes",
        $"{MostStepsAtOnce} steps were made at {Reporting.Show.Milliseconds(Elapsed)} ms, " +
        $"the last ones by {incarnation.Id}, and no time passed. A loop that waits has to await a message or a delay.",
        Elapsed) { Node = incarnation.Id });

    private void TooLong() => Fail(new SimulationFailure(
        SimulationFinding.Flood, "a run comes to an end",
        $"{_mostEvents} steps were made in {Reporting.Show.Milliseconds(Elapsed)} ms of virtual time. Something sends, or sets " +
        "timers, without rest.", Elapsed));

    /// <summary>The time of the whole world, for the clients' history.</summary>
    private sealed class WorldClock(World world) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => world.Now;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(world.Now);
    }
}
