using System.Runtime.CompilerServices;
using Katas.Engine.Simulation.Escapes;
using Katas.Engine.Simulation.Storage;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Running;

/// <summary>One start of a machine's program: where its continuations go, and what it sees of the world.</summary>
/// <remarks>A crash forgets it: what is posted to it afterwards never runs.</remarks>
#pragma warning disable CA1001 // A crash leaves everything as it is: nobody could dispose of the token.
internal sealed class Incarnation : SynchronizationContext, INodeContext
#pragma warning restore CA1001
{
    /// <summary>How many of the oldest continuations the seed chooses from.</summary>
    private const int Window = 8;

    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly CancellationTokenSource _stopping = new();
    private Random? _random;
    private ulong _choices;

    public Incarnation(World world, Machine machine)
    {
        (World, Machine) = (world, machine);
        Start = ++machine.Starts;
        Clock = new NodeClock(this);
        Mailbox = new Mailbox(this);
        Network = new NodeNetwork(this);
        Storage = new NodeStorage(this);
        Peers = world.PeersOf(machine);
        Flow = Tripwire.FlowOf(this);
        SetWaitNotificationRequired();
    }

    public World World { get; }

    public Machine Machine { get; }

    /// <summary>Which start it is, from 1.</summary>
    public int Start { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>The execution context in which all its code begins: wherever code goes, it goes too.</summary>
    public ExecutionContext Flow { get; }

    public NodeClock Clock { get; }

    public Mailbox Mailbox { get; }

    public NodeId Id => Machine.Id;

    public IReadOnlyList<NodeId> Peers { get; }

    public TimeProvider Time => Clock;

    public Random Random
    {
        get
        {
            World.Stage.Notice(this, nameof(Random));
            return _random ??= World.Draw.Source(Draw.Purpose.NodeRandom, (ulong)Machine.Index, (ulong)Start);
        }
    }

    public INetwork Network { get; }

    public IStorage Storage { get; }

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Whether something could go on.</summary>
    public bool IsReady => _ready.Count > 0 && Machine.Pauses == 0;

    /// <summary>Which ready machine goes first: the least.</summary>
    public ulong Turn { get; private set; }

    public void Observe<T>(string name, T value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!World.Stage.Admits(this, nameof(Observe))) return;
        World.Observe(this, new Observation(World.Elapsed, Id, Start, name, value));
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        // The finalizer of a PeriodicTimer that a crash left behind ends its wait, and posts from the finalizer's thread.
        if (World.Stage.IsHere || !IsAlive) Enqueue(d, state);
        else World.Stage.Notice(this);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (World.Stage.Admits(this, nameof(Send))) d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>A wait on the one thread that could end it.</summary>
    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (World.Stage.IsHere && World.Stage.Acting is not null) World.Stage.Blocked(this);
        return base.Wait(waitHandles, waitAll, millisecondsTimeout);
    }

    /// <summary>Adds what goes on when it is this machine's turn.</summary>
    public void Enqueue(SendOrPostCallback callback, object? state)
    {
        if (!IsAlive) return;
        _ready.Add((callback, state));
        if (_ready.Count == 1) NextTurn();
    }

    /// <summary>Lets one of the oldest continuations go on.</summary>
    public void RunOne()
    {
        var choice = _ready.Count == 1
            ? 0
            : (int)(World.Draw.Next(Draw.Purpose.Order, (ulong)Machine.Index, _choices++)
                % (ulong)Math.Min(_ready.Count, Window));
        var (callback, state) = _ready[choice];
        _ready.RemoveAt(choice);
        if (_ready.Count > 0) NextTurn();
        World.Stage.Enter(this, callback, state);
    }

    public void Stop() => Enqueue(static source => ((CancellationTokenSource)source!).Cancel(), _stopping);

    public void Die()
    {
        IsAlive = false;
        _ready.Clear();
        Mailbox.Close();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void NextTurn() => Turn = World.Draw.Next(Draw.Purpose.Schedule, (ulong)Machine.Index, Machine.Counter++);
}
