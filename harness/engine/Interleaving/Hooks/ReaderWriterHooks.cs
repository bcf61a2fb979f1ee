using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="ReaderWriterLockSlim"/>.</summary>
internal static class ReaderWriterHooks
{
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
                thread, gate, site, millisecondsTimeout, "read-lock", g => g.TryEnterReadLock(0), _ => false,
                isShared: true)
            : gate.TryEnterReadLock(millisecondsTimeout);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitReadLock))]
    public static void ExitReadLock(ReaderWriterLockSlim gate, int site) =>
        Exit(gate, "read-unlock", g => g.ExitReadLock(), site, isShared: true);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.EnterWriteLock))]
    public static void EnterWriteLock(ReaderWriterLockSlim gate, int site) =>
        TryEnterWriteLock(gate, Timeout.Infinite, site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterWriteLock))]
    public static bool TryEnterWriteLock(ReaderWriterLockSlim gate, TimeSpan timeout, int site) =>
        TryEnterWriteLock(gate, Taking.Milliseconds(timeout), site);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.TryEnterWriteLock))]
    public static bool TryEnterWriteLock(ReaderWriterLockSlim gate, int millisecondsTimeout, int site) =>
        LogicalThread.Current is { } thread
            ? Taking.Take(
                thread, gate, site, millisecondsTimeout, "write-lock", g => g.TryEnterWriteLock(0), _ => true)
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
            ? Taking.Take(
                thread, gate, site, millisecondsTimeout, "upgradeable-lock",
                g => g.TryEnterUpgradeableReadLock(0), _ => false)
            : gate.TryEnterUpgradeableReadLock(millisecondsTimeout);

    [Replaces(typeof(ReaderWriterLockSlim), nameof(ReaderWriterLockSlim.ExitUpgradeableReadLock))]
    public static void ExitUpgradeableReadLock(ReaderWriterLockSlim gate, int site) =>
        Exit(gate, "upgradeable-unlock", g => g.ExitUpgradeableReadLock(), site);

    [Replaces(typeof(ReaderWriterLockSlim), "get_CurrentReadCount")]
    public static int CurrentReadCount(ReaderWriterLockSlim gate, int site) => LogicalThread.Current is { } thread
        ? Taking.Look(thread, gate, site, "readers of", g => g.CurrentReadCount)
        : gate.CurrentReadCount;

    private static void Exit(
        ReaderWriterLockSlim gate, string verb, Action<ReaderWriterLockSlim> exit, int site,
        bool isShared = false)
    {
        if (LogicalThread.Current is not { } thread)
        {
            exit(gate);
            return;
        }

        var wait = thread.Leave(Taking.Place(gate), site);
        exit(gate);
        thread.Released(wait with { IsShared = isShared }, verb);
    }
}
