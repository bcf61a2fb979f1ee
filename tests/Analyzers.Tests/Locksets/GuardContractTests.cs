using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0103")]
public sealed class GuardContractTests
{
    [TestCase("public int Get() => [|_n|];", TestName = "reported: a bare read of a field")]
    [TestCase("public void Set() { [|_n|] = 1; }", TestName = "reported: a bare write of a field")]
    [TestCase("public void Set() { lock (_other) [|_n|] = 1; }", TestName = "reported: the wrong lock")]
    [TestCase(
        "public void Set(Sample other) { lock (_gate) [|other._n|] = 1; }",
        TestName = "reported: the lock of another object")]
    [TestCase("public void Call() => [|Step()|];", TestName = "reported: a bare call")]
    [TestCase("public void Call() { lock (_other) [|Step()|]; }", TestName = "reported: a call under the wrong lock")]
    [TestCase("public void Call() { lock (_gate) Task.Run([|Step|]); }", TestName = "reported: a delegate")]
    [TestCase("public void Call() { lock (_gate) Task.Run(() => [|_n|]++); }", TestName = "reported: a task")]
    [TestCase(
        "public void Set() { _many.EnterReadLock(); try { [|_m|]++; } finally { _many.ExitReadLock(); } }",
        TestName = "reported: a write under a read lock")]
    [TestCase(
        "[[|GuardedBy(\"_gaet\")|]] private int _typo; public int Typo => _typo;",
        TestName = "reported: a lock that is not there")]
    [TestCase("public int Count => [|_items|].Count;", TestName = "reported: a list")]
    [TestCase("public static int All => [|Total|];", TestName = "reported: a static field")]
    [TestCase("public int Get() => [|P|];", TestName = "reported: a property")]
    [TestCase(
        "private void Helper() => [|_n|]++; public void A() { lock (_gate) Helper(); } public void B() => Helper();",
        TestName = "reported: a helper that not all call under the lock")]
    public Task A_broken_one_is_reported(string members) => Is(Sample(members));

    [TestCase("public int Get() { lock (_gate) return _n; }", TestName = "silent: a read under the lock")]
    [TestCase(
        "public void Set(Sample other) { lock (other._gate) other._n = 1; }",
        TestName = "silent: another object under its lock")]
    [TestCase("public Sample() { _n = 1; Step(); }", TestName = "silent: the constructor")]
    [TestCase("public void Call() { lock (_gate) Step(); }", TestName = "silent: a call under the lock")]
    [TestCase("[GuardedBy(\"_gate\")] private void More() { Step(); _n++; }", TestName = "silent: one contract upon another")]
    [TestCase(
        "private void Helper() => _n++; public void A() { lock (_gate) Helper(); }",
        TestName = "silent: a helper under the lock")]
    [TestCase(
        "public int Get() { _many.EnterReadLock(); try { return _m; } finally { _many.ExitReadLock(); } }",
        TestName = "silent: a read under a read lock")]
    [TestCase(
        "public void Set() { _many.EnterWriteLock(); try { _m++; } finally { _many.ExitWriteLock(); } }",
        TestName = "silent: a write under a write lock")]
    [TestCase("[ThreadConfined] public int Get() => _n;", TestName = "silent: a confined method")]
    [TestCase(
        "public static int All { get { lock (Shared) return Total; } }",
        TestName = "silent: a static field under its lock")]
    [TestCase("public int Get() { lock (_gate) return P; }", TestName = "silent: a property under the lock")]
    [TestCase("public static Sample Make() => new() { P = 1 };", TestName = "silent: an object that nobody has seen")]
    [TestCase(
        "public void Call() { lock (_gate) _items.ForEach(x => _n += x); }",
        TestName = "silent: a lambda that runs at once")]
    [TestCase(
        "public int Get() { Monitor.Enter(_gate); try { return _n; } finally { Monitor.Exit(_gate); } }",
        TestName = "silent: Monitor")]
    public Task A_kept_one_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task It_is_reported_in_another_type() => Is(
        """
        sealed class GuardedByAttribute(string name) : Attribute { public string Name => name; }
        class Account { internal readonly object Gate = new(); [GuardedBy("Gate")] internal int Balance; }
        class Bank
        {
            public void Add(Account to) { lock (to.Gate) to.Balance++; [|to.Balance|]++; }
        }
        """);

    [Test]
    public Task The_message_names_the_contract_and_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public int Get() => [|_n|];"), "KATA0103",
        "'_n' says [GuardedBy(\"_gate\")], but Get does not hold '_gate' here: another thread that does is not kept apart from "
        + "it");

    [TestCase("public void Pay(Sample other) { var (first, second) = Order < other.Order ? (this, other) : (other, this); "
        + "lock (first._gate) lock (second._gate) { _n--; other._n++; } } private int Order => 1;")]
    [TestCase("public void Pay(Sample other) { var first = Order < other.Order ? this : other; var second = first == this ? "
        + "other : this; lock (first._gate) lock (second._gate) { _n--; } } private int Order => 1;")]
    public Task A_lock_of_one_of_two_that_may_be_this_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task A_lock_of_another_that_is_never_this_is_reported() =>
        Is(Sample("public void Pay(Sample other) { var first = other; lock (first._gate) [|_n|]--; }"));

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0103");

    private static string Sample(string members) =>
        $$"""
        [AttributeUsage(AttributeTargets.All)]
        sealed class GuardedByAttribute(string name) : Attribute { public string Name => name; }
        sealed class ThreadConfinedAttribute : Attribute;
        sealed class Sample
        {
            private readonly object _gate = new(), _other = new();
            private static readonly object Shared = new();
            private readonly ReaderWriterLockSlim _many = new();
            [GuardedBy("_gate")] private readonly List<int> _items = [];
            [GuardedBy(nameof(_gate))] private int _n;
            [GuardedBy("_many")] private int _m;
            [GuardedBy("Shared")] private static int Total;
            [GuardedBy("this._gate")] private int P { get; set; }
            [GuardedBy("_gate")] private void Step() => _n++;
            {{members}}
        }
        """;
}
