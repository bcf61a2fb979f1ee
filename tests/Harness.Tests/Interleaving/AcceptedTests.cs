using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Counters that are correct, each by another means: none may be called broken.</summary>
internal sealed class AcceptedTests
{
    [TestCase("object _gate = new();", "lock (_gate) { _n++; }")]
    [TestCase("object _gate = new();", "lock (_gate) lock (_gate) { _n++; }")]
    [TestCase("Lock _gate = new();", "lock (_gate) { _n++; }")]
    [TestCase("Lock _gate = new();", "using (_gate.EnterScope()) lock (_gate) { _n++; }")]
    [TestCase("Lock _gate = new();", "_gate.Enter(); try { _n++; } finally { _gate.Exit(); }")]
    [TestCase("SemaphoreSlim _gate = new(1, 1);", "_gate.Wait(); try { _n++; } finally { _gate.Release(); }")]
    [TestCase("Mutex _gate = new();", "_gate.WaitOne(); try { _n++; } finally { _gate.ReleaseMutex(); }")]
    [TestCase("AutoResetEvent _gate = new(true);", "_gate.WaitOne(); _n++; _gate.Set();")]
    [TestCase("ReaderWriterLockSlim _gate = new();", "_gate.EnterWriteLock(); _n++; _gate.ExitWriteLock();")]
    [TestCase(
        "ReaderWriterLockSlim _gate = new();",
        "_gate.EnterUpgradeableReadLock(); var n = _n; _gate.EnterWriteLock(); _n = n + 1; _gate.ExitWriteLock(); "
        + "_gate.ExitUpgradeableReadLock();")]
    [TestCase("object _gate = new();", "if (!Monitor.TryEnter(_gate, 1000)) throw new(); _n++; Monitor.Exit(_gate);")]
    public void Mutual_exclusion_is_accepted(string gate, string increment) => Samples.AssertAccepted(
        Samples.TwoIncrements(
            $$"""
            private readonly {{gate}}
            private int _n;
            public int Value => _n;
            public void Increment() { {{increment}} }
            """));

    [TestCase("int _n;", "Interlocked.Increment(ref _n);")]
    [TestCase("int _n;", "int n; do { n = _n; } while (Interlocked.CompareExchange(ref _n, n + 1, n) != n);")]
    [TestCase("static int _n;", "Interlocked.Increment(ref _n);")]
    public void Atomic_updates_are_accepted(string field, string increment) => Samples.AssertAccepted(
        Samples.TwoIncrements(
            $$"""
            private {{field}}
            public int Value => _n;
            public void Increment() { {{increment}} }
            """));

    /// <summary>Disposing waits while another thread runs the callback, which here wants a lock.</summary>
    [TestCase("registration.Dispose();")]
    [TestCase("using (registration) { }")]
    public void Ending_a_registration_waits_for_its_callback(string end) => Samples.AssertAccepted(
        Samples.TwoIncrements(
            $$"""
            private readonly CancellationTokenSource _source = new();
            private readonly Lock _gate = new();
            private int _turn, _called, _n;
            public int Value => _n;
            public void Increment()
            {
                if (Interlocked.Increment(ref _turn) == 1)
                {
                    var registration = _source.Token.Register(() => { lock (_gate) _called++; });
                    lock (_gate) _n++;
                    {{end}}
                    lock (_gate) _ = _called;
                }
                else
                {
                    _source.Cancel();
                    lock (_gate) _n++;
                }
            }
            """));

    [Test]
    public void A_spin_lock_is_accepted() => Samples.AssertAccepted(Samples.TwoIncrements(
        """
        private SpinLock _gate = new(true);
        private int _n;
        public int Value => _n;
        public void Increment()
        {
            var taken = false;
            try { _gate.Enter(ref taken); _n++; } finally { if (taken) _gate.Exit(); }
        }
        """));

    [Test]
    public void A_concurrent_dictionary_is_accepted() => Samples.AssertAccepted(Samples.TwoIncrements(
        """
        private readonly ConcurrentDictionary<string, int> _n = new();
        public int Value => _n["x"];
        public void Increment() => _n.AddOrUpdate("x", 1, (_, old) => old + 1);
        """));

    [Test]
    public void A_lazy_value_is_created_once() => Samples.AssertAccepted(Samples.TwoIncrements(
        """
        private int _made;
        private readonly Lazy<int[]> _box;
        public Sample() => _box = new Lazy<int[]>(() => { _made++; return new int[1]; });
        public int Value => _made == 1 ? _box.Value[0] : -_made;
        public void Increment() => Interlocked.Increment(ref _box.Value[0]);
        """));

    [Test]
    public void A_hand_made_spin_lock_passes_but_says_what_was_left_out()
    {
        var result = Samples.TwoIncrements(
            """
            private int _taken, _n;
            public int Value => _n;
            public void Increment()
            {
                var spinner = new SpinWait();
                while (Interlocked.Exchange(ref _taken, 1) == 1) spinner.SpinOnce();
                _n++;
                Volatile.Write(ref _taken, 0);
            }
            """);

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed));
        Assert.That(result.Complete, Is.False);
        Assert.That(result.Reason, Does.Match("^T[12] spins at Sample.cs:7"));
    }
}
