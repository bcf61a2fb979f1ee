using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0104")]
public sealed class OppositeOrdersTests
{
    [TestCase(
        "public void A() { lock (_a) lock (_b) { } } public void B() { lock (_b) lock ([|_a|]) { } }",
        TestName = "reported: two methods")]
    [TestCase(
        "public void A() { lock (_a) lock (_b) { } } public void B() { lock (_b) [|C()|]; } private void C() { lock (_a) { } "
        + "}",
        TestName = "reported: through a private method")]
    [TestCase(
        "public void A() { lock (_a) { lock (_b) { } } } public void B() { lock (_b) [|A2()|]; } public void A2() { lock "
        + "(_a) { } }",
        TestName = "reported: through a public method")]
    [TestCase(
        "public void A() { lock (_a) [|C()|]; } private void C() => D(); private void D() { lock (_b) { } } public void B() "
        + "{ lock (_b) lock (_a) { } } public void E() { lock (_b) lock (_a) { } }",
        TestName = "reported: through two methods")]
    [TestCase(
        "public void A() { lock (_a) lock (_b) { } } public void B() { lock (_b) lock (_c) { } } public void C() { lock (_c) "
        + "lock ([|_a|]) { } }",
        TestName = "reported: a circle of three")]
    [TestCase(
        "public void A() { using (_modern.EnterScope()) lock (_b) { } } public void B() { lock (_b) { using "
        + "([|_modern.EnterScope()|]) { } } }",
        TestName = "reported: a Lock and a gate")]
    [TestCase(
        "public async Task A() { await _one.WaitAsync(); try { await _two.WaitAsync(); _two.Release(); } finally { "
        + "_one.Release(); } } public async Task B() { await _two.WaitAsync(); try { await [|_one.WaitAsync()|]; "
        + "_one.Release(); } finally { _two.Release(); } }",
        TestName = "reported: semaphores")]
    [TestCase(
        "public void A() { lock (_a) lock (Shared) { } } public static void S(Sample s) { lock (Shared) lock ([|s._a|]) { } }",
        TestName = "reported: of another object")]
    [TestCase(
        "public void A() { Monitor.Enter(_a); Monitor.Enter(_b); Monitor.Exit(_b); Monitor.Exit(_a); } public void B() { "
        + "lock (_b) lock ([|_a|]) { } }",
        TestName = "reported: Monitor calls")]
    [TestCase(
        "public static void Transfer(Sample from, Sample to) { lock (from._a) lock ([|to._a|]) { } }",
        TestName = "reported: a transfer in the order of the arguments")]
    [TestCase("public void Transfer(Sample to) { lock (_a) lock ([|to._a|]) { } }", TestName = "reported: a transfer from this")]
    [TestCase(
        "public void Transfer(Sample to) { lock (_a) [|to.Put()|]; } public void Put() { lock (_a) { } }",
        TestName = "reported: a transfer by a call")]
    [TestCase(
        "private readonly Dictionary<int, Sample> _all = []; public void Transfer(int x, int y) { var from = _all[x]; var to "
        + "= _all[y]; lock (from._a) lock ([|to._a|]) { } }",
        TestName = "reported: a transfer by ids")]
    [TestCase(
        "private readonly Dictionary<int, Sample> _all = []; public void Transfer(int x, int y) { var from = _all[x]; var to "
        + "= _all[y]; lock (from) lock ([|to|]) { } }",
        TestName = "reported: a transfer by ids, on the objects")]
    [TestCase(
        "public static void Transfer(object from, object to) { lock (from) lock ([|to|]) { } }",
        TestName = "reported: two arguments")]
    [TestCase(
        "private readonly object[] _locks = []; public void Swap(int x, int y) { lock (_locks[x]) lock ([|_locks[y]|]) { } }",
        TestName = "reported: two of an array")]
    [TestCase(
        "public static void Transfer(Sample from, Sample to, int n) { if (n > 0) Monitor.Enter(from._a); lock (from._a) { if "
        + "(ReferenceEquals(from, to)) return; lock ([|to._a|]) { } } }",
        TestName = "reported: a check for the same one is no order")]
    [TestCase(
        "public void A() { _many.EnterReadLock(); lock (_a) { } _many.ExitReadLock(); } public void B() { lock (_a) { "
        + "[|_many.EnterWriteLock()|]; _many.ExitWriteLock(); } }",
        TestName = "reported: a read lock and a gate")]
    public Task A_circle_is_reported(string members) => Is(Sample(members));

    [TestCase(
        "public void A() { lock (_a) lock (_b) { } } public void B() { lock (_a) lock (_b) { } }",
        TestName = "silent: one order")]
    [TestCase(
        "public void A() { lock (_a) { } lock (_b) { } } public void B() { lock (_b) { } lock (_a) { } }",
        TestName = "silent: one after the other")]
    [TestCase(
        "public void A() { lock (_c) lock (_a) lock (_b) { } } public void B() { lock (_c) lock (_b) lock (_a) { } }",
        TestName = "silent: an outer lock in common")]
    [TestCase(
        "public void A() { lock (_a) lock (_b) { } } public void B() { lock (_b) { if (Monitor.TryEnter(_a, 10)) "
        + "Monitor.Exit(_a); } }",
        TestName = "silent: an attempt")]
    [TestCase("public void A() { lock (_a) B(); } public void B() { lock (_a) { } }", TestName = "silent: the same lock again")]
    [TestCase(
        "public void A() { lock (_a) Task.Run(() => { lock (_b) { } }); } public void B() { lock (_b) lock (_a) { } }",
        TestName = "silent: a task does not hold it")]
    [TestCase(
        "public static void Transfer(Sample from, Sample to) { var (first, second) = from._id < to._id ? (from, to) : (to, "
        + "from); lock (first._a) lock (second._a) { } }",
        TestName = "silent: ordered by id")]
    [TestCase(
        "public static void Transfer(Sample from, Sample to) { if (from._id > to._id) (from, to) = (to, from); lock "
        + "(from._a) lock (to._a) { } }",
        TestName = "silent: swapped by id")]
    [TestCase(
        "public static void Transfer(Sample from, Sample to) { if (from._id < to._id) { lock (from._a) lock (to._a) { } } "
        + "else { lock (to._a) lock (from._a) { } } }",
        TestName = "silent: both orders by id")]
    [TestCase(
        "public static void Transfer(Sample x, Sample y) { if (x._id < y._id) Both(x, y); else Both(y, x); } private static "
        + "void Both(Sample x, Sample y) { lock (x._a) lock (y._a) { } }",
        TestName = "silent: a helper whose callers order")]
    [TestCase(
        "public static void Transfer(Sample x, Sample y) { object first = x._a, second = y._a; if (x._id > y._id) { first = "
        + "y._a; second = x._a; } lock (first) lock (second) { } }",
        TestName = "silent: the locks are swapped by id")]
    [TestCase(
        "public static void Transfer(Sample x, Sample y) { lock (Shared) lock (x._a) lock (y._a) { } }",
        TestName = "silent: one gate around all transfers")]
    [TestCase(
        "private Sample? _next; public void Walk(Sample head) { var at = head; while (at._next is { } next) { lock (at._a) "
        + "lock (next._a) { } at = next; } }",
        TestName = "silent: hand over hand")]
    [TestCase(
        "public static void Swap(Sample x, Sample y) { var c = string.CompareOrdinal(x._name, y._name); var one = c < 0 ? x "
        + ": y; var two = c < 0 ? y : x; lock (one._a) lock (two._a) { } }",
        TestName = "silent: ordered by name")]
    [TestCase(
        "public Sample(int x) { lock (_b) lock (_a) { } } public Sample() { } public void A() { lock (_a) lock (_b) { } }",
        TestName = "silent: the constructor")]
    [TestCase(
        "public void A() { lock (_a) { _signal.Wait(); } } public void B() { _signal.Wait(); lock (_a) { } }",
        TestName = "silent: a signal is no lock")]
    [TestCase(
        "public void A() { _many.EnterReadLock(); _more.EnterReadLock(); _more.ExitReadLock(); _many.ExitReadLock(); } "
        + "public void B() { _more.EnterReadLock(); _many.EnterReadLock(); _many.ExitReadLock(); _more.ExitReadLock(); }",
        TestName = "silent: readers alone")]
    public Task No_circle_is_silent(string members) => Is(Sample(members));

    [Test]
    public Task The_message_says_who_takes_them_the_other_way_round_and_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public void A() { lock (_a) lock (_b) { } } public void B() { lock (_b) lock ([|_a|]) { } }"), "KATA0104",
        "'_a' is taken here while '_b' is held, and A takes them the other way round: a thread in each holds one and waits for "
        + "the other for ever");

    [Test]
    public async Task The_places_of_all_four_locks_are_named()
    {
        var code = Sample("public void A() { lock (_a) lock (_b) { } } public void B() { lock (_b) lock (_a) { } }");
        var found = await Analyzed.FindAsync<LocksetAnalyzer>(Analyzed.Compile(code), "KATA0104");
        var places = found.Single().AdditionalLocations.Append(found[0].Location)
            .Select(place => place.SourceTree!.GetText().ToString(place.SourceSpan));
        Assert.That(places, NUnit.Framework.Is.EquivalentTo((string[])["_a", "_b", "_b", "_a"]));
    }

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0104");

    private static string Sample(string members) =>
        $$"""
        sealed class Sample
        {
            private readonly object _a = new(), _b = new(), _c = new();
            private static readonly object Shared = new();
            private readonly Lock _modern = new();
            private readonly SemaphoreSlim _one = new(1), _two = new(1), _signal = new(0);
            private readonly ReaderWriterLockSlim _many = new(), _more = new();
            private readonly int _id = 1;
            private readonly string _name = "";
            {{members}}
        }
        """;
}
