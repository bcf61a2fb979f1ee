namespace Katas.Harness.Tests.Interleaving.Gallery;

/// <summary>A few threads of one line each; what they read into <c>r</c> fields is the end state.</summary>
/// <param name="Name">The test's name in the literature, or what it is about.</param>
/// <param name="Threads">The body of each thread.</param>
/// <param name="Fields">Further members, beside the numbers <c>x</c>, <c>y</c>, <c>z</c> and <c>r1</c> to <c>r4</c>.</param>
/// <remarks>The names are those of Alglave, Maranget and Tautschnig, Herding Cats, TOPLAS 2014.</remarks>
internal sealed record Litmus(string Name, string[] Threads, string Fields = "")
{
    private const string Gate = "private readonly object _gate = new();";

    private const string Gates = "private readonly Lock _a = new(), _b = new();";

    public static IEnumerable<Litmus> All => [.. Plain, .. Atomic, .. Locked, .. Waiting];

    public string Source =>
        $$"""
        public class Sample : IExhibit
        {
            private int x, y, z, r1, r2, r3, r4;
            {{Fields}}
            public void Left() { {{Threads[0]}} }
            public void Right() { {{Threads[1]}} }
            public void Middle() { {{Threads.ElementAtOrDefault(2)}} }
            public void Fourth() { {{Threads.ElementAtOrDefault(3)}} }
            public override string ToString() => $"{x} {y} {z} | {r1} {r2} {r3} {r4}";
        }
        """;

    public override string ToString() => Name;

    private static IEnumerable<Litmus> Plain =>
    [
        new("SB: store buffering", ["x = 1; r1 = y;", "y = 1; r2 = x;"]),
        new("MP: message passing", ["x = 1; y = 1;", "r1 = y; r2 = x;"]),
        new("LB: load buffering", ["r1 = x; y = 1;", "r2 = y; x = 1;"]),
        new("IRIW: independent reads of independent writes", ["x = 1;", "y = 1;", "r1 = x; r2 = y;", "r3 = y; r4 = x;"]),
        new("CoRR: two reads of one place", ["x = 1; x = 2;", "r1 = x; r2 = x;"]),
        new("CoWW: two writes of one place", ["x = 1; x = 2;", "x = 3;"]),
        new("CoRW: read, then write", ["r1 = x; x = 1;", "x = 2; r2 = x;"]),
        new("WRC: write to read causality", ["x = 1;", "r1 = x; y = 1;", "r2 = y; r3 = x;"]),
        new("S: message over a second write", ["x = 2; y = 1;", "r1 = y; x = 1;"]),
        new("R: store buffering with coherence", ["x = 1; y = 1;", "y = 2; r1 = x;"]),
        new("2+2W: two writes each, crosswise", ["x = 1; y = 2;", "y = 1; x = 2;"]),
        new("ISA2: message over a third place", ["x = 1; y = 1;", "r1 = y; z = 1;", "r2 = z; r3 = x;"]),
        new("lost updates of three", ["x++;", "x++;", "x++;"]),
        new("branch on what was read", ["if (y == 0) x = 1; else r1 = 2;", "if (x == 0) y = 1; else r2 = 2;"]),
    ];

    private static IEnumerable<Litmus> Atomic =>
    [
        new("SB with exchanges", ["Interlocked.Exchange(ref x, 1); r1 = y;", "Interlocked.Exchange(ref y, 1); r2 = x;"]),
        new("MP with volatile", ["x = 1; Volatile.Write(ref y, 1);", "r1 = Volatile.Read(ref y); r2 = x;"]),
        new("three increments in one step each",
            ["r1 = Interlocked.Increment(ref x);", "r2 = Interlocked.Increment(ref x);", "r3 = Interlocked.Increment(ref x);"]),
        new("who comes first by compare and exchange",
            ["r1 = Interlocked.CompareExchange(ref x, 1, 0);", "r2 = Interlocked.CompareExchange(ref x, 2, 0);",
                "r3 = Interlocked.CompareExchange(ref x, 3, 1);"]),
        new("elements of an array", ["_n[0] = 1; r1 = _n[1];", "_n[1] = 1; r2 = _n[0];"],
            "private readonly int[] _n = new int[2];"),
    ];

    private static IEnumerable<Litmus> Locked =>
    [
        new("counter of three under a lock",
            ["lock (_gate) r1 = ++x;", "lock (_gate) r2 = ++x;", "lock (_gate) r3 = ++x;"], Gate),
        new("locked writer, plain reader", ["lock (_gate) { x = 1; y = 1; }", "r1 = x; r2 = y;"], Gate),
        new("two locks that do not meet", ["lock (_a) r1 = ++x;", "lock (_b) r2 = ++y;", "lock (_a) r3 = x;"], Gates),
        new("two locks, one in the other",
            ["lock (_a) { x++; lock (_b) y = x; }", "lock (_b) r1 = y;", "lock (_a) x = 5;"], Gates),
        new("lock tried once", ["lock (_a) x = 1;", "if (_a.TryEnter()) { r1 = x + 1; _a.Exit(); }"], Gates),
        new("readers and a writer",
            ["_rw.EnterWriteLock(); x++; y++; _rw.ExitWriteLock();", "_rw.EnterReadLock(); r1 = x; r2 = y; _rw.ExitReadLock();",
                "_rw.EnterReadLock(); r3 = x; _rw.ExitReadLock();"],
            "private readonly ReaderWriterLockSlim _rw = new();"),
    ];

    private static IEnumerable<Litmus> Waiting =>
    [
        new("two permits for three",
            ["_two.Wait(); r1 = ++x; _two.Release();", "_two.Wait(); r2 = x; _two.Release();",
                "_two.Wait(); x = 5; _two.Release();"],
            "private readonly SemaphoreSlim _two = new(2);"),
        new("condition with a waiter",
            ["lock (_gate) { while (x == 0) Monitor.Wait(_gate); r1 = x; }", "lock (_gate) { x = 1; Monitor.PulseAll(_gate); }",
                "lock (_gate) { x++; Monitor.PulseAll(_gate); }"], Gate),
        new("event that lets one through",
            ["_one.WaitOne(); r1 = x; _one.Set();", "_one.WaitOne(); x = 1; _one.Set();", "r2 = x; _one.Set();"],
            "private readonly AutoResetEvent _one = new(false);"),
        new("queue of two writers", ["_q.Enqueue(1);", "_q.Enqueue(2);", "_q.TryDequeue(out r1); _q.TryDequeue(out r2);"],
            "private readonly ConcurrentQueue<int> _q = new();"),
    ];
}
