using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0102")]
public sealed class GuardedByDifferentLocksTests
{
    [TestCase("public void A() { lock (_a) _n++; } public void B() { lock (_b) [|_n|]++; }", TestName = "reported: two gates")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public int B() { lock (_b) return [|_n|]; }",
        TestName = "reported: a read under another gate")]
    [TestCase(
        "public int A() { lock (_a) return _n; } public int C() { lock (_a) return _n; } public void B() { lock (_b) [|_n|] "
        + "= 1; }",
        TestName = "reported: a write under another gate")]
    [TestCase(
        "public void A() { lock (_a) _items.Add(1); } public int B() { lock (_b) return [|_items|].Count; }",
        TestName = "reported: a list")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public void B() { lock (_b) Step(); } private void Step() => [|_n|]++;",
        TestName = "reported: a helper under another gate")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public void B() { using (_modern.EnterScope()) [|_n|]++; }",
        TestName = "reported: a gate and a Lock")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public async Task B() { await _one.WaitAsync(); try { [|_n|]++; } finally { "
        + "_one.Release(); } }",
        TestName = "reported: a gate and a semaphore")]
    [TestCase(
        "public void A() { lock (_items) _items.Add(1); } public void B() { lock (_b) [|_items|].Clear(); }",
        TestName = "reported: the list as its own gate")]
    [TestCase(
        "static int Total; public void A() { lock (Shared) Total++; } public void C() { lock (Shared) Total--; } public void "
        + "B() { lock (_b) [|Total|]++; }",
        TestName = "reported: an object's gate for what is the type's")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public void B() { lock (this) [|_n|]++; }",
        TestName = "reported: a gate and this")]
    [TestCase(
        "public void A() { _many.EnterWriteLock(); try { _n++; } finally { _many.ExitWriteLock(); } } public void B() { lock "
        + "(_b) [|_n|]++; }",
        TestName = "reported: a gate and a write lock")]
    public Task Different_locks_are_reported(string members) => Is(Sample(members));

    [TestCase("public void A() { lock (_a) _n++; } public void B() { lock (_a) _n++; }", TestName = "silent: one gate")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public void B() { lock (_b) lock (_a) _n++; }",
        TestName = "silent: one gate in common")]
    [TestCase(
        "public void A() { lock (_a) lock (_b) _n++; } public int B() { lock (_b) return _n; } public int C() { lock (_a) "
        + "return _n; }",
        TestName = "silent: both to write, one to read")]
    [TestCase(
        "public int A() { lock (_a) return _n; } public int B() { lock (_b) return _n; }",
        TestName = "silent: nobody writes")]
    [TestCase(
        "private int _m; public void A() { lock (_a) _n++; } public void B() { lock (_b) _m++; }",
        TestName = "silent: a gate for each field")]
    [TestCase(
        "public void A() { _many.EnterWriteLock(); try { _n++; } finally { _many.ExitWriteLock(); } } public int B() { "
        + "_many.EnterReadLock(); try { return _n; } finally { _many.ExitReadLock(); } }",
        TestName = "silent: a write lock and a read lock")]
    [TestCase(
        "public void A() { lock (_a) Step(); } public void B() { lock (_a) lock (_b) Step(); } private void Step() => _n++;",
        TestName = "silent: what all callers hold")]
    [TestCase(
        "public void A(int k) { lock (_stripes[k]) _n++; } public void B() { lock (_b) _n++; }",
        TestName = "silent: a lock that nobody knows")]
    [TestCase(
        "public void A() { lock (_a) _n++; } public int B() { lock (_a) return _n; } public int C() => _n;",
        TestName = "silent: a bare use, which is another rule's")]
    [TestCase(
        "public void A() { var gate = _a; lock (gate) _n++; } public void B() { lock (_a) _n++; }",
        TestName = "silent: another name of the gate")]
    [TestCase("public Sample() { lock (_a) _n = 1; } public void B() { lock (_b) _n++; }", TestName = "silent: the constructor")]
    [TestCase(
        "private volatile bool _v; public void A() { lock (_a) _v = true; } public bool B() { lock (_b) return _v; }",
        TestName = "silent: a volatile field")]
    [TestCase(
        "[ThreadConfined] public void A() { lock (_a) _n++; } public void B() { lock (_b) _n++; }",
        TestName = "silent: a confined method")]
    public Task One_lock_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task The_message_names_both_locks_and_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public void A() { lock (_a) _n++; } public void B() { lock (_b) [|_n|]++; }"), "KATA0102",
        "'_n' is written here under '_b', and A writes it under '_a': a thread in each holds its own lock, and neither waits");

    [TestCase("public void A() { lock (_a) Count(1); } public void B(List<int> all) { lock (_b) all.ForEach(Count); } "
        + "public int C() { lock (_b) return _n; } private void Count(int x) => [|_n|] += x;")]
    [TestCase("public void A() { lock (_a) Count(1); } public void B() { lock (_b) Count(2); } "
        + "private void Count(int x) => [|_n|] += x;")]
    public Task A_helper_whose_callers_hold_different_locks_is_reported(string members) => Is(Sample(members));

    [TestCase("public void A() { lock (_a) Count(1); } public void B() { lock (_a) lock (_b) Count(2); } "
        + "private void Count(int x) => _n += x;")]
    [TestCase("public void A() { lock (_a) Count(1); } public void B() { lock (_b) Show(2); } "
        + "private void Count(int x) => _n += x; private void Show(int x) => Console.Write(x);")]
    public Task A_helper_whose_callers_have_one_in_common_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task An_object_with_its_own_lock_under_the_lock_of_all_is_reported() => Is(OfAccounts(
        "lock (_gate) foreach (var one in _all.Values) [|one.Cents|] += 1;"));

    [TestCase("foreach (var one in _all.Values) lock (one.Gate) one.Cents += 1;")]
    [TestCase("lock (_gate) foreach (var one in _all.Values) lock (one.Gate) one.Cents += 1;")]
    [TestCase("var one = new Account(); lock (_gate) { one.Cents = 5; _all[1] = one; }")]
    public Task An_object_under_its_own_lock_is_silent(string statement) => Is(OfAccounts(statement));

    [Test]
    public Task An_object_that_all_use_under_the_lock_of_all_is_silent() => Is(
        OfAccounts("lock (_gate) foreach (var one in _all.Values) one.Cents += 1;")
            .Replace("lock (one.Gate)", "lock (_gate) lock (one.Gate)", StringComparison.Ordinal));

    private static string OfAccounts(string statement) =>
        $$"""
        class Account { internal readonly Lock Gate = new(); public long Cents; }
        class Bank
        {
            private readonly object _gate = new();
            private readonly Dictionary<int, Account> _all = [];
            private Account Find(int id) { lock (_gate) return _all[id]; }
            public void Put(int id, long cents) { var one = Find(id); lock (one.Gate) one.Cents += cents; }
            public void Take(int id, long cents) { var one = Find(id); lock (one.Gate) one.Cents -= cents; }
            public void Pay() { {{statement}} }
        }
        """;

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0102");

    private static string Sample(string members) =>
        $$"""
        sealed class ThreadConfinedAttribute : Attribute;
        sealed class Sample
        {
            private readonly object _a = new(), _b = new();
            private static readonly object Shared = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _many = new();
            private readonly SemaphoreSlim _one = new(1);
            private readonly object[] _stripes = [new(), new()];
            private readonly List<int> _items = [];
            private int _n;
            {{members}}
        }
        """;
}
