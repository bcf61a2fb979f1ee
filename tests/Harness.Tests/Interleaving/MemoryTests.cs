using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Memory behind an address, an enumerator or a factory: the right place is told from its neighbours.</summary>
internal sealed class MemoryTests
{
    /// <summary>Each side has an element of its own, so that nothing conflicts; then both have the same.</summary>
    [TestCase("_a.AsSpan()[I]++")]
    [TestCase("new Span<int>(_a)[I]++")]
    [TestCase("Span<int> s = _a; s.Slice(I)[0]++")]
    [TestCase("_m.Span[I]++")]
    [TestCase("ref var r = ref _a[I]; r++")]
    [TestCase("Add(ref _a[I])")]
    [TestCase("unsafe { fixed (int* p = _a) p[I]++; }")]
    [TestCase("unsafe { fixed (int* p = &_a[0]) *(p + I) += 1; }")]
    [TestCase("new Cursor(ref _a[I]).Add()")]
    [TestCase("foreach (ref var r in _a.AsSpan(I, 1)) r++")]
    [TestCase("Span<int> s = stackalloc int[2]; s[1] = _a[I]; s[1]++; _a[I] = s[1]")]
    [TestCase("ReadOnlySpan<int> one = [0, 1, 2]; _a[I] += one[1]")]
    [TestCase("_a[I] += \"01\".AsSpan()[1] - '0'")]
    public void An_element_behind_an_address_is_found(string increment)
    {
        var program =
            $$"""
            private readonly int[] _a = new int[2];
            private Memory<int> _m;
            public Sample() => _m = _a;
            private static void Add(ref int n) => n++;
            private ref struct Cursor(ref int n) { private ref int _n = ref n; public void Add() => _n++; }
            public void Left() { {{increment.Replace("I", "0")}}; }
            public void Right() { RIGHT; }
            public override string ToString() => $"{_a[0] + _a[1]}";
            """;
        string With(int i) => program.Replace("RIGHT", increment.Replace("I", $"{i}"));
        void Check(ITwoSides s) => Assert.That(s.ToString(), Is.EqualTo("2"));

        var apart = Samples.TwoSides(With(1), Check);
        Samples.AssertAccepted(apart);
        Assert.That(apart.Schedules, Is.LessThan(4), "neighbours conflict");
        Samples.AssertFails(Samples.TwoSides(With(0), Check), ExplorationOutcome.PropertyBroken);
    }

    /// <summary>A list is walked while another one, of the same class, is changed; then the same one.</summary>
    [TestCase("List<int> _x = [1, 2], _y = [1, 2];", "foreach (var i in _x) _n += i", ".Add(3)")]
    [TestCase("List<int> _x = [1, 2], _y = [1, 2];", "foreach (var i in (IEnumerable<int>)_x) _n += i", ".Add(3)")]
    [TestCase("Dictionary<int, int> _x = new() { [1] = 1, [2] = 2 }, _y = new();",
        "foreach (var i in _x) _n += i.Value", "[3] = 3")]
    [TestCase("Dictionary<int, int> _x = new() { [1] = 1, [2] = 2 }, _y = new();",
        "foreach (var i in _x.Keys) _n += i", "[3] = 3")]
    [TestCase("HashSet<int> _x = [1, 2], _y = [1, 2];", "foreach (var i in _x) _n += i", ".Add(3)")]
    [TestCase("Queue<int> _x = new([1, 2]), _y = new();", "foreach (var i in _x) _n += i", ".Enqueue(3)")]
    [TestCase("Stack<int> _x = new([1, 2]), _y = new();", "foreach (var i in _x) _n += i", ".Push(3)")]
    [TestCase("SortedSet<int> _x = [1, 2], _y = [];", "foreach (var i in _x) _n += i", ".Add(3)")]
    [TestCase("LinkedList<int> _x = new([1, 2]), _y = new();", "foreach (var i in _x) _n += i", ".AddLast(3)")]
    [TestCase("List<int> _x = [1, 2], _y = [1, 2];", "foreach (var i in _x.Where(i => i > 0)) _n += i", ".Add(3)")]
    public void Whoever_walks_a_collection_reads_that_one(string fields, string walk, string change)
    {
        var program = $"private readonly {fields}\nprivate int _n;\n"
            + $"public void Left() {{ {walk}; }}\npublic void Right() {{ _y{change}; }}";
        var apart = Samples.TwoSides(program);
        Samples.AssertAccepted(apart);
        Assert.That(apart.Schedules, Is.EqualTo(1));
        var result = Samples.TwoSides(program.Replace("{ _y", "{ _x"));
        Assert.That(result.Outcome, Is.Not.EqualTo(ExplorationOutcome.Passed));
    }

    [TestCase("_d.GetOrAdd(1, Make)")]
    [TestCase("_d.GetOrAdd(1, (k, a) => Make(k), 5)")]
    [TestCase("_d.AddOrUpdate(1, Make, (k, old) => old)")]
    [TestCase("_d.AddOrUpdate(1, (k, a) => Make(k), (k, old, a) => old, 5)")]
    public void A_factory_of_a_concurrent_dictionary_may_run_twice(string call)
    {
        var program =
            $$"""
            private readonly ConcurrentDictionary<int, string> _d = new(); private int _made;
            private string Make(int k) { Interlocked.Increment(ref _made); return new string('x', k); }
            public void Left() { var s = {{call}}; CHECK }
            public void Right() => Left();
            """;
        Samples.AssertFails(
            Samples.TwoSides(program.Replace("CHECK", "if (_made > 1) throw new Exception();")),
            ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(Samples.TwoSides(program.Replace("CHECK", "if (s != (object)_d[1]) throw new Exception();")));
    }

    [TestCase("LazyInitializer.EnsureInitialized(ref _s, Make)", false)]
    [TestCase("LazyInitializer.EnsureInitialized(ref _s, ref _gate, Make)", true)]
    [TestCase("LazyInitializer.EnsureInitialized(ref _s, ref _isMade, ref _gate, Make)", true)]
    public void An_initialiser_without_a_lock_may_run_twice(string call, bool isOnce)
    {
        var program =
            $$"""
            private string _s; private object _gate; private bool _isMade; private int _made;
            private string Make() { Interlocked.Increment(ref _made); return new string('x', 3); }
            public void Left() { var s = {{call}}; CHECK }
            public void Right() => Left();
            """;
        Samples.AssertAccepted(Samples.TwoSides(
            program.Replace("CHECK", $"if (s != (object){call}) throw new Exception();")));
        var result = Samples.TwoSides(program.Replace("CHECK", "if (_made > 1) throw new Exception();"));
        Assert.That(result.Outcome, Is.EqualTo(isOnce ? ExplorationOutcome.Passed : ExplorationOutcome.OperationThrew));
    }

    [TestCase("catch { _n++; }")]
    [TestCase("catch (Exception) { _n++; }")]
    [TestCase("catch (Exception e) when (e.Message != null) { _n++; }")]
    [TestCase("catch (SystemException) { } catch (Exception e) { throw new InvalidOperationException(\"mine\", e); }")]
    public void Catching_everything_does_not_keep_a_schedule_alive(string handler)
    {
        var result = Samples.TwoSides(
            $$"""
            private readonly object _a = new(), _b = new(); private int _n;
            public void Left() { while (true) try { lock (_a) lock (_b) return; } {{handler}} }
            public void Right() { while (true) try { lock (_b) lock (_a) return; } {{handler}} }
            """);

        Samples.AssertFails(result, ExplorationOutcome.Deadlock);
    }

    /// <summary>A reader knows what a writer wrote, but not what another reader did.</summary>
    [TestCase("EnterReadLock", "ExitReadLock", false)]
    [TestCase("EnterWriteLock", "ExitWriteLock", true)]
    [TestCase("EnterUpgradeableReadLock", "ExitUpgradeableReadLock", true)]
    public void To_write_under_a_read_lock_loses_an_update(string enter, string exit, bool isCorrect)
    {
        var result = Samples.TwoIncrements(
            $$"""
            private readonly ReaderWriterLockSlim _gate = new(); private int _n;
            public int Value => _n;
            public void Increment() { _gate.{{enter}}(); _n++; _gate.{{exit}}(); }
            """);
        Assert.That(result.Outcome == ExplorationOutcome.Passed, Is.EqualTo(isCorrect), result.Reason);
    }

    [TestCase("SemaphoreSlim _x = new(1);", "_x.Wait(); _x.Release()", "_x.Dispose()")]
    [TestCase("ManualResetEventSlim _x = new(true);", "_x.Wait()", "using (_x) { }")]
    [TestCase("AutoResetEvent _x = new(true);", "_x.WaitOne()", "_x.Close()")]
    [TestCase("CountdownEvent _x = new(1);", "_x.Signal()", "_x.Dispose()")]
    public void Disposing_what_another_thread_uses_fails(string field, string use, string end) => Samples.AssertFails(
        Samples.TwoSides($"private readonly {field} public void Left() {{ {use}; }} public void Right() {{ {end}; }}"),
        ExplorationOutcome.OperationThrew);
}
