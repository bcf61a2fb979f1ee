using Katas.Engine.Simulation.Escapes;

namespace Katas.Engine.Simulation.Running;

/// <summary>The one thread on which all machines of a run act, and the tripwires around it.</summary>
/// <remarks>
/// Other threads only leave word here, and the stage reads it. When the run is over nobody is heard any more: what escaped
/// from one run cannot hurt the next.
/// </remarks>
internal sealed class Stage(World world)
{
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly PoolWatch _pool = new(world.Code?.Scan);
    private Incarnation? _acting;
    private Word? _first;
    private Word? _placed;
    private volatile bool _isOver;

    /// <summary>Whether the caller runs on the stage, and the run goes on.</summary>
    public bool IsHere => Thread.CurrentThread == _thread && !_isOver;

    /// <summary>Whose code runs now; null: the engine's own.</summary>
    public Incarnation? Acting => Volatile.Read(ref _acting);

    /// <summary>Whether code was seen on another thread.</summary>
    public bool HasEscaped => Volatile.Read(ref _first) is not null;

    /// <summary>Lets a machine's code run until it gives the thread back.</summary>
    public void Enter(Incarnation incarnation, SendOrPostCallback callback, object? state)
    {
        var before = SynchronizationContext.Current;
        var flow = Tripwire.Current();
        SynchronizationContext.SetSynchronizationContext(incarnation);
        ExecutionContext.Restore(incarnation.Flow);
        Volatile.Write(ref _acting, incarnation);
        try
        {
            callback(state);
        }
#pragma warning disable CA1031 // Whatever a machine throws is what came of the run.
        catch (Exception thrown)
        {
            world.Threw(incarnation, thrown);
        }
#pragma warning restore CA1031
        finally
        {
            Volatile.Write(ref _acting, null);
            ExecutionContext.Restore(flow);
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Whether a member of the node's context may do its work; elsewhere it may not, and that is noted.</summary>
    /// <exception cref="InvalidOperationException">
    /// The run has failed already: who sends in a loop without end has to come to one.
    /// </exception>
    public bool Admits(Incarnation incarnation, string member)
    {
        if (!IsHere)
        {
            Notice(incarnation, member);
            return false;
        }

        if (world.Failure is { } failure) throw new InvalidOperationException($"The run is over: {failure.Evidence}");
        return true;
    }

    /// <summary>A member of the node's context may be called from the stage only.</summary>
    /// <exception cref="InvalidOperationException">It was called from another thread, or the run has failed already.</exception>
    public void Check(Incarnation incarnation, string member)
    {
        if (!Admits(incarnation, member)) throw new InvalidOperationException($"{member} was called from outside the simulator.");
    }

    /// <summary>Code of a machine may be on another thread: from anywhere, and never throws.</summary>
    /// <param name="incarnation">Whose code; null: nobody knows.</param>
    /// <param name="member">What it called there; null: it did nothing yet that tells its place.</param>
    public void Notice(Incarnation? incarnation, string? member = null)
    {
        if (IsHere || _isOver) return;
        var word = new Word(incarnation, member, member is null ? null : LearnerPlace.Here());
        Interlocked.CompareExchange(ref _first, word, null);
        if (word.Place is not null) Interlocked.CompareExchange(ref _placed, word, null);
    }

    /// <summary>Time is about to pass: what escaped at this moment is to be seen at this moment.</summary>
    public void BeforeTimePasses() => _pool.BeforeTimePasses(() => HasEscaped);

    /// <summary>Says so if code has escaped. That outranks whatever came of it.</summary>
    public void Conclude()
    {
        _pool.AtTheEnd(() => HasEscaped);
        if ((Volatile.Read(ref _placed) ?? Volatile.Read(ref _first)) is not { } word) return;
        world.FailFirst(new SimulationFailure(
            SimulationFinding.Escaped, EscapeText.Property,
            EscapeText.Left(word.Incarnation?.Id, word.Member, word.Place, world.Code?.Scan), world.Elapsed)
        {
            Node = word.Incarnation?.Id,
        });
    }

    /// <summary>Nobody acts any more, and nobody is heard.</summary>
    public void Close() => _isOver = true;

    /// <summary>Code blocks the stage.</summary>
    /// <exception cref="InvalidOperationException">Always: nothing could end the wait.</exception>
    public void Blocked(Incarnation incarnation)
    {
        world.Fail(HungText.Blocked(world, incarnation, LearnerPlace.Here()));
        throw new InvalidOperationException("A wait without await blocks the whole cluster, which runs on one thread.");
    }

    /// <summary>What was seen from another thread.</summary>
    private sealed record Word(Incarnation? Incarnation, string? Member, LearnerPlace? Place);
}
