using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="ReaderWriterLockSlim"/>.</summary>
internal static class ReaderWriterHooks
{
    private const string Readers = "readers";
    private const string Upgradeable = "upgradeable";

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterReadLock))]
    public static void EnterReadLock(ReaderWriterLockSlim gate, int site) =>
        TryEnterReadLock(gate, Timeout.Infinite, site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterReadLock))]
    public static bool TryEnterReadLock(ReaderWriterLockSlim gate, TimeSpan timeout, int site) =>
        TryEnterReadLock(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterReadLock))]
    public static bool TryEnterReadLock(ReaderWriterLockSlim gate, int millisecondsTimeout, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, Taking.Place(gate), site, () => gate.TryEnterReadLock(0),
                new Attempt("read-lock", millisecondsTimeout) { IsHeld = true, IsShared = true })
            : gate.TryEnterReadLock(millisecondsTimeout);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitReadLock))]
    public static void ExitReadLock(ReaderWriterLockSlim gate, int site) =>
        Exit(gate, "read-unlock", g => g.ExitReadLock(), site, Readers);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterWriteLock))]
    public static void EnterWriteLock(ReaderWriterLockSlim gate, int site) =>
        TryEnterWriteLock(gate, Timeout.Infinite, site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterWriteLock))]
    public static bool TryEnterWriteLock(ReaderWriterLockSlim gate, TimeSpan timeout, int site) =>
        TryEnterWriteLock(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterWriteLock))]
    public static bool TryEnterWriteLock(ReaderWriterLockSlim gate, int millisecondsTimeout, int site) =>
        LogicalThread.Current is { } thread
            ? Learn(thread, gate, [Readers, Upgradeable], Taking.Take(
                thread, gate, site, millisecondsTimeout, "write-lock", g => g.TryEnterWriteLock(0), _ => true))
            : gate.TryEnterWriteLock(millisecondsTimeout);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitWriteLock))]
    public static void ExitWriteLock(ReaderWriterLockSlim gate, int site) =>
        Exit(gate, "write-unlock", g => g.ExitWriteLock(), site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterUpgradeableReadLock))]
    public static void EnterUpgradeableReadLock(ReaderWriterLockSlim gate, int site) =>
        TryEnterUpgradeableReadLock(gate, Timeout.Infinite, site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterUpgradeableReadLock))]
    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim gate, TimeSpan timeout, int site) =>
        TryEnterUpgradeableReadLock(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterUpgradeableReadLock))]
    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim gate, int millisecondsTimeout, int site) =>
        LogicalThread.Current is { } thread
            ? Learn(thread, gate, [Upgradeable], Taking.Take(
                thread, gate, site, millisecondsTimeout, "upgradeable-lock",
                g => g.TryEnterUpgradeableReadLock(0), _ => false))
            : gate.TryEnterUpgradeableReadLock(millisecondsTimeout);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitUpgradeableReadLock))]
    public static void ExitUpgradeableReadLock(ReaderWriterLockSlim gate, int site) =>
        Exit(gate, "upgradeable-unlock", g => g.ExitUpgradeableReadLock(), site, Upgradeable);

    [Replaces(typeof(ReaderWriterLockSlim), "get_CurrentReadCount")]
    public static int CurrentReadCount(ReaderWriterLockSlim gate, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, gate, site, "readers of", g => g.CurrentReadCount)
        : gate.CurrentReadCount;

    private static void Exit(
        ReaderWriterLockSlim gate, string verb, Action<ReaderWriterLockSlim> exit, int site, string? part = null)
    {
        if (LogicalThread.Current is not { } thread)
        {
            exit(gate);
            return;
        }

        var wait = thread.Leave(Taking.Place(gate), site);
        exit(gate);
        thread.Released(wait with { IsShared = part == Readers }, verb, leftAt: new Location(gate, part));
    }

    /// <summary>Whoever writes knows what those who read knew as they left. Who reads knows what was written, no more.</summary>
    private static bool Learn(LogicalThread thread, ReaderWriterLockSlim gate, string[] parts, bool isTaken)
    {
        foreach (var part in parts.Where(_ => isTaken))
            thread.Run.Races.Acquire(thread, new Location(gate, part));
        return isTaken;
    }
}
