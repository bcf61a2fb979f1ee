namespace Katas.Analyzers.Locksets;

/// <summary>What sort of lock it is.</summary>
internal enum LockKind
{
    /// <summary><c>lock</c> or <c>Monitor</c> on an object.</summary>
    Monitor,

    /// <summary><c>System.Threading.Lock</c>.</summary>
    Lock,

    /// <summary><c>ReaderWriterLockSlim</c>.</summary>
    ReaderWriter,

    /// <summary><c>SemaphoreSlim</c> and <c>Semaphore</c>, which a thread may release that did not take them.</summary>
    Semaphore,

    /// <summary><c>Mutex</c>.</summary>
    Mutex,

    /// <summary><c>SpinLock</c>.</summary>
    SpinLock,
}
