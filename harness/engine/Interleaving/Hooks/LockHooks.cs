using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Lock"/>, also as the <c>lock</c> statement uses it.</summary>
internal static class LockHooks
{
    [Replaces(typeof(Lock), nameof(Lock.Enter))]
    public static void Enter(Lock gate, int site) => TryEnter(gate, Timeout.Infinite, site);

    [Replaces(typeof(Lock), nameof(Lock.TryEnter))]
    public static bool TryEnter(Lock gate, int site) => TryEnter(gate, 0, site);

    [Replaces(typeof(Lock), nameof(Lock.TryEnter))]
    public static bool TryEnter(Lock gate, TimeSpan timeout, int site) =>
        TryEnter(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(Lock), nameof(Lock.TryEnter))]
    public static bool TryEnter(Lock gate, int millisecondsTimeout, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(thread, gate, site, millisecondsTimeout, "lock", g => g.TryEnter(), place: Place(gate))
            : gate.TryEnter(millisecondsTimeout);

    [Replaces(typeof(Lock), nameof(Lock.EnterScope))]
    public static Lock.Scope EnterScope(Lock gate, int site)
    {
        if (LogicalThread.Current is null)
            return gate.EnterScope();
        Enter(gate, site);
        // A scope is made by entering only. The thread holds the lock already, so this cannot block.
        var scope = gate.EnterScope();
        gate.Exit();
        return scope;
    }

    [Replaces(typeof(Lock), nameof(Lock.Exit))]
    public static void Exit(Lock gate, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            gate.Exit();
            return;
        }

        var wait = thread.Leave(Place(gate), site);
        gate.Exit();
        thread.Released(wait, "unlock", isFree: !gate.IsHeldByCurrentThread);
    }

    [Replaces(typeof(Lock.Scope), nameof(Lock.Scope.Dispose))]
    public static void Dispose(ref Lock.Scope scope, int site)
    {
        if (LogicalThread.Current is not { } thread)
        {
            scope.Dispose();
            return;
        }

        // A scope does not tell its lock; the latest lock the thread took is the one, unless scopes cross.
        var held = thread.Run.Holders.Taken(thread.Index).Select(l => l.Owner).OfType<Lock>().Distinct().ToList();
        var wait = held.Count > 0 ? thread.Leave(Place(held[0]), site) : null;
        scope.Dispose();
        var released = held.Find(l => !l.IsHeldByCurrentThread);
        if (wait is not null)
            thread.Released(wait with { Location = Place(released ?? held[0]) }, "unlock", released is not null);
    }

#pragma warning disable CS9216 // As an object it is only compared, never locked.
    private static Location Place(Lock gate) => new(gate, Running.Wait.Scoped);
#pragma warning restore CS9216
}
