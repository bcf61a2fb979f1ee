using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class CheckThenActs
{
    public static IEnumerable<Exhibit> All =>
    [
        new("balance asked outside the lock", CheckThenAct,
            """
            private readonly object _gate = new();
            private int _balance = 1;
            public void Left() => Withdraw();
            public void Right() => Withdraw();
            private void Withdraw()
            {
                if (_balance > 0) lock (_gate) _balance--;
            }
            public void Check() { if (_balance < 0) throw new Exception($"overdrawn: {_balance}"); }
            """,
            "if (_balance > 0) lock (_gate) _balance--;", "lock (_gate) if (_balance > 0) _balance--;"),
        new("lock given up between asking and acting", CheckThenAct,
            """
            private readonly Lock _gate = new();
            private int _seated;
            public void Left() => Seat();
            public void Right() => Seat();
            private void Seat()
            {
                bool isFree;
                lock (_gate) { isFree = _seated < 1; } lock (_gate) { if (isFree) _seated++; }
            }
            public void Check() { if (_seated > 1) throw new Exception($"{_seated} on one seat"); }
            """,
            "} lock (_gate) {", " "),
        new("key asked for, then added", CheckThenAct,
            """
            private readonly ConcurrentDictionary<int, string> _names = new();
            private int _made;
            public void Left() => Make();
            public void Right() => Make();
            private void Make()
            {
                if (!_names.ContainsKey(1)) { Interlocked.Increment(ref _made); _names.TryAdd(1, "Ann"); }
            }
            public void Check() { if (_made != 1) throw new Exception($"{_made} made"); }
            """,
            "if (!_names.ContainsKey(1)) { Interlocked.Increment(ref _made); _names.TryAdd(1, \"Ann\"); }",
            "if (_names.TryAdd(1, \"Ann\")) Interlocked.Increment(ref _made);"),
        new("queue not empty, then dequeued", CheckThenAct,
            """
            private readonly ConcurrentQueue<string> _jobs = new(["job"]);
            public void Left() => Work();
            public void Right() => Work();
            private void Work()
            {
                if (!_jobs.IsEmpty) { _jobs.TryDequeue(out var job); Run(job); }
            }
            private static void Run(string job) { if (job.Length != 3) throw new Exception(job); }
            """,
            "if (!_jobs.IsEmpty) { _jobs.TryDequeue(out var job); Run(job); }",
            "if (_jobs.TryDequeue(out var job)) { Run(job); }"),
        new("count read in one lock, used in the next", CheckThenAct,
            """
            private readonly object _gate = new();
            private readonly List<int> _items = [1];
            public void Left() => Take();
            public void Right() => Take();
            private void Take()
            {
                int count;
                lock (_gate) { count = _items.Count; } lock (_gate) { if (count > 0) _items.RemoveAt(0); }
            }
            """,
            "} lock (_gate) {", " "),
        new("permit counted, then taken", CheckThenAct,
            """
            private int _permits = 1;
            public void Left() => Take();
            public void Right() => Take();
            private void Take()
            {
                if (Volatile.Read(ref _permits) > 0) Interlocked.Decrement(ref _permits);
            }
            public void Check() { if (_permits < 0) throw new Exception($"{_permits} permits"); }
            """,
            "if (Volatile.Read(ref _permits) > 0) Interlocked.Decrement(ref _permits);",
            "if (Interlocked.Decrement(ref _permits) < 0) Interlocked.Increment(ref _permits);"),
        new("event asked for null, then raised", CheckThenAct,
            """
            private static readonly Action Handler = () => { };
            private event Action Changed = Handler;
            public void Left() { if (Changed != null) Changed(); }
            public void Right() => Changed -= Handler;
            """,
            "if (Changed != null) Changed();", "Changed?.Invoke();"),
        new("wait under if", CheckThenAct,
            """
            private readonly object _gate = new();
            private readonly Queue<int> _items = new();
            public void Left() => Take();
            public void Middle() => Take();
            public void Right() { Put(); Put(); }
            private void Take()
            {
                lock (_gate)
                {
                    if (_items.Count == 0) Monitor.Wait(_gate);
                    _items.Dequeue();
                }
            }
            private void Put() { lock (_gate) { _items.Enqueue(1); Monitor.PulseAll(_gate); } }
            """,
            "if (_items.Count == 0)", "while (_items.Count == 0)"),
        new("second check left out", CheckThenAct,
            """
            private readonly object _gate = new();
            private volatile object _made;
            private int _count;
            public void Left() => Get();
            public void Right() => Get();
            private object Get()
            {
                if (_made is null) lock (_gate) { _count++; _made ??= new(); }
                return _made;
            }
            public void Check() { if (_count != 1) throw new Exception($"{_count} made"); }
            """,
            "lock (_gate) { _count++;", "lock (_gate) if (_made is null) { _count++;"),
    ];
}
