using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class LockOrders
{
    public static IEnumerable<Exhibit> All =>
    [
        new("opposite orders", LockOrder,
            """
            private readonly object _a = new(), _b = new();
            public void Left() { lock (_a) lock (_b) { } }
            public void Right() { lock (_b) lock (_a) { } }
            """,
            "lock (_b) lock (_a)", "lock (_a) lock (_b)"),
        new("opposite orders of System.Threading.Lock", LockOrder,
            """
            private readonly Lock _a = new(), _b = new();
            public void Left() { lock (_a) lock (_b) { } }
            public void Right() { using (_b.EnterScope()) using (_a.EnterScope()) { } }
            """,
            "using (_b.EnterScope()) using (_a.EnterScope())", "using (_a.EnterScope()) using (_b.EnterScope())"),
        new("three in a circle", LockOrder,
            """
            private readonly object _a = new(), _b = new(), _c = new();
            public void Left() { lock (_a) lock (_b) { } }
            public void Middle() { lock (_b) lock (_c) { } }
            public void Right() { lock (_c) lock (_a) { } }
            """,
            "lock (_c) lock (_a)", "lock (_a) lock (_c)"),
        new("transfer in the order of its arguments", LockOrder,
            """
            private sealed class Account(int id) { public readonly int Id = id; public int Balance = 1; }
            private readonly Account _ann = new(1), _bob = new(2);
            public void Left() => Transfer(_ann, _bob);
            public void Right() => Transfer(_bob, _ann);
            private static void Transfer(Account from, Account to)
            {
                var (first, second) = (from, to);
                lock (first) lock (second) { from.Balance--; to.Balance++; }
            }
            public void Check() { if (_ann.Balance != 1 || _bob.Balance != 1) throw new Exception(); }
            """,
            "var (first, second) = (from, to);", "var (first, second) = from.Id < to.Id ? (from, to) : (to, from);"),
        new("semaphore and lock", LockOrder,
            """
            private readonly SemaphoreSlim _a = new(1, 1);
            private readonly object _b = new();
            public void Left() { _a.Wait(); lock (_b) { } _a.Release(); }
            public void Right() { lock (_b) { _a.Wait(); _a.Release(); } }
            """,
            "lock (_b) { _a.Wait(); _a.Release(); }", "_a.Wait(); lock (_b) { } _a.Release();"),
        new("write lock and lock", LockOrder,
            """
            private readonly ReaderWriterLockSlim _a = new();
            private readonly Lock _b = new();
            public void Left() { _a.EnterWriteLock(); lock (_b) { } _a.ExitWriteLock(); }
            public void Right() { lock (_b) { _a.EnterReadLock(); _a.ExitReadLock(); } }
            """,
            "lock (_b) { _a.EnterReadLock(); _a.ExitReadLock(); }", "_a.EnterReadLock(); lock (_b) { } _a.ExitReadLock();"),
        new("two mutexes", LockOrder,
            """
            private readonly Mutex _a = new(), _b = new();
            public void Left() => Both(_a, _b);
            public void Right() => Both(_b, _a);
            private static void Both(Mutex first, Mutex second)
            {
                first.WaitOne(); second.WaitOne(); second.ReleaseMutex(); first.ReleaseMutex();
            }
            """,
            "Both(_b, _a)", "Both(_a, _b)"),
        new("task waited for under the lock that it wants", LockOrder,
            """
            private readonly object _gate = new();
            public void Left()
            {
                var work = Task.Run(() => { lock (_gate) { } });
                lock (_gate) { work.Wait(); }
            }
            """,
            "lock (_gate) { work.Wait(); }", "lock (_gate) { } work.Wait();"),
        new("thread joined under the lock that it wants", LockOrder,
            """
            private readonly object _gate = new();
            public void Left()
            {
                var thread = new Thread(() => { lock (_gate) { } });
                thread.Start();
                lock (_gate) { thread.Join(); }
            }
            """,
            "lock (_gate) { thread.Join(); }", "lock (_gate) { } thread.Join();"),
        new("registration ended under the lock that its callback wants", LockOrder,
            """
            private readonly CancellationTokenSource _source = new();
            private readonly Lock _gate = new();
            private readonly CancellationTokenRegistration _registration;
            public Sample() => _registration = _source.Token.Register(() => { lock (_gate) { } });
            public void Left() => _source.Cancel();
            public void Right() { lock (_gate) { _registration.Dispose(); } }
            """,
            "lock (_gate) { _registration.Dispose(); }", "lock (_gate) { } _registration.Dispose();"),
    ];
}
