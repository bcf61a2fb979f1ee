namespace Katas.Engine.Interleaving;

/// <summary>The kind of mistake that a failing schedule shows.</summary>
/// <remarks>
/// Told from the schedule's own steps, so one mistake can look like another: where several fit, the one that says most about
/// the cause is given. <see cref="ExplorationResult.Outcome"/> says what went wrong, this says why.
/// </remarks>
public enum Finding
{
    /// <summary>Nothing was found.</summary>
    None,

    /// <summary>The answers are wrong, or an operation threw, and none of the kinds below explains it.</summary>
    WrongResult,

    /// <summary>A write destroyed another thread's write that the writer had not read.</summary>
    LostUpdate,

    /// <summary>A thread acted on what it had read after another thread had changed it.</summary>
    CheckThenAct,

    /// <summary>
    /// As <see cref="LostUpdate"/> or <see cref="CheckThenAct"/>, with an <c>await</c> between reading and acting.
    /// </summary>
    AsyncRace,

    /// <summary>Threads hold what the others wait for, in a circle; or one waits for what it holds itself.</summary>
    LockOrder,

    /// <summary>A thread waits for a signal that was given before it waited, or that nobody will give.</summary>
    LostWakeUp,

    /// <summary>A permit was never given back, given back too often, or given back by who had none.</summary>
    SemaphoreMisuse,

    /// <summary>Data and the flag that announces it are plain fields: another thread may see the flag first.</summary>
    UnsafePublication,

    /// <summary>Double-checked locking whose first check does not make the rest visible, or that publishes too early.</summary>
    DoubleCheckedLocking,

    /// <summary>Two threads are inside an object that is not made for it, one of them changing it; or a value can tear.</summary>
    DataRace,

    /// <summary>Work met something that was already closed, or was left behind by the closing.</summary>
    ShutdownRace,

    /// <summary>Threads run for ever and none gets on.</summary>
    Livelock,

    /// <summary>The operation returned while work that it had started was still under way.</summary>
    TaskNotAwaited,

    /// <summary>A thread or task failed, and nobody was told.</summary>
    SwallowedException,
}
