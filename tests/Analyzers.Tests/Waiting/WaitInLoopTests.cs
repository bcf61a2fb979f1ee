using Katas.Analyzers.CodeFixes.Waiting;
using Katas.Analyzers.Waiting;

namespace Katas.Analyzers.Tests.Waiting;

[Rule("KATA0204")]
public sealed class WaitInLoopTests
{
    [TestCase("lock (_gate) { if (_n == 0) [|Monitor.Wait(_gate)|]; _n--; }")]
    [TestCase("lock (_gate) { if (_n == 0) { [|Monitor.Wait(_gate)|]; } _n--; }")]
    [TestCase("lock (_gate) { [|Monitor.Wait(_gate)|]; _n--; }")]
    [TestCase("lock (_gate) [|Monitor.Wait(_gate)|];")]
    [TestCase("lock (_gate) { if (_n == 0) [|Monitor.Wait(_gate, 100)|]; _n--; }")]
    [TestCase("lock (_gate) { if (_n == 0 && ![|Monitor.Wait(_gate, 100)|]) return; _n--; }")]
    [TestCase("while (true) { lock (_gate) { if (_n == 0) [|Monitor.Wait(_gate)|]; _n--; } }")]
    [TestCase("lock (_gate) { while (true) { if (_n == 0) [|Monitor.Wait(_gate)|]; _n--; } }")]
    [TestCase("foreach (var item in _items) { lock (_gate) { if (_n > 3) [|Monitor.Wait(_gate)|]; _n += item; } }")]
    [TestCase("Action a = () => { lock (_gate) { if (_n == 0) [|Monitor.Wait(_gate)|]; } }; a();")]
    [TestCase("while (_n < 9) { void Inner() { lock (_gate) { if (_n == 0) [|Monitor.Wait(_gate)|]; } } Inner(); }")]
    [TestCase("Monitor.Enter(_gate); try { if (_n == 0) [|Monitor.Wait(_gate)|]; _n--; } finally { Monitor.Exit(_gate); }")]
    public Task It_is_reported(string statements) => Check(statements);

    [TestCase("lock (_gate) { while (_n == 0) Monitor.Wait(_gate); _n--; }")]
    [TestCase("lock (_gate) { while (_n == 0) { Monitor.Wait(_gate); } _n--; }")]
    [TestCase("lock (_gate) { while (true) { if (_n > 0) break; Monitor.Wait(_gate); } _n--; }")]
    [TestCase("lock (_gate) { for (;;) { if (_n > 0) { _n--; return; } Monitor.Wait(_gate); } }")]
    [TestCase("lock (_gate) { do { Monitor.Wait(_gate); } while (_n == 0); }")]
    [TestCase("lock (_gate) { while (_n == 0) if (!Monitor.Wait(_gate, 100)) return; _n--; }")]
    [TestCase("lock (_gate) { while (_n == 0) { if (!Monitor.Wait(_gate, 100)) throw new TimeoutException(); } }")]
    [TestCase("lock (_gate) { while (true) { if (_n == 0) { Monitor.Wait(_gate); continue; } _n--; } }")]
    [TestCase("lock (_gate) { while (true) { if (_n == 0) Monitor.Wait(_gate); if (_n == 0) continue; _n--; } }")]
    [TestCase("while (_n < 9) { lock (_gate) { if (_n == 0) Monitor.Wait(_gate); } }")]
    [TestCase("lock (_gate) { while (_n == 0 && Monitor.Wait(_gate, 100)) { } }")]
    [TestCase("lock (_gate) { while (_n == 0) WaitHere(); }")]
    [TestCase("_event.WaitOne(); _one.Wait(); Monitor.Pulse(_gate);")]
    public Task It_is_silent(string statements) => Check(statements);

    [TestCase("public static bool Wait(object gate, int time) { if (time == 0) time = -1; return Monitor.Wait(gate, time); }")]
    [TestCase("public static bool Wait(string name, Queue<int> gate) { _ = name; return Monitor.Wait(gate); }")]
    [TestCase("internal static bool Wait(object gate) { return Inner(gate); bool Inner(object own) => Monitor.Wait(own); }")]
    public Task It_is_silent_where_lock_and_answer_are_the_callers(string method) =>
        Analyzed.AssertAsync<WaitInLoop>($"class Sample {{ {method} }}");

    [TestCase("public static bool Wait(object gate) { lock (gate) { return [|Monitor.Wait(gate)|]; } }")]
    [TestCase("public static void Wait(object gate, int n) { if (n == 0) [|Monitor.Wait(gate)|]; }")]
    [TestCase("private object _gate = new(); public bool Wait(int time) { _ = time; return [|Monitor.Wait(_gate, time)|]; }")]
    public Task It_is_reported_where_one_of_them_is_not(string method) =>
        Analyzed.AssertAsync<WaitInLoop>($"class Sample {{ {method} }}");

    [TestCase("public void Take() { lock (_gate) { if (_n == 0) Wait(); _n--; } } "
        + "private void Wait() => [|Monitor.Wait(_gate)|];")]
    [TestCase("public void Take() { lock (_gate) { if (_n == 0) { Wait(); } } } "
        + "private void Wait() { [|Monitor.Wait(_gate)|]; }")]
    public Task It_is_reported_of_a_helper_whose_caller_asks_once(string members) => Analyzed.AssertAsync<WaitInLoop>(
        $"class Small {{ private readonly object _gate = new(); private int _n; {members} }}");

    [TestCase("public void Take() { lock (_gate) { while (_n == 0) Wait(); _n--; } } "
        + "private void Wait() => Monitor.Wait(_gate);")]
    [TestCase(
        "public void Take() { lock (_gate) { while (true) { if (_n > 0) return; Wait(); } } } "
        + "private void Wait() => "
        + "Monitor.Wait(_gate);")]
    public Task It_is_silent_of_a_helper_whose_caller_asks_again(string members) => Analyzed.AssertAsync<WaitInLoop>(
        $"class Small {{ private readonly object _gate = new(); private int _n; {members} }}");

    [Test]
    public Task The_message_says_who_may_come_between() => Analyzed.AssertAsync<WaitInLoop>(
        Sample("lock (_gate) { if (_n == 0) [|Monitor.Wait(_gate)|]; }"), message:
        "What 'if' has asked is not asked again: between the pulse and the return of 'Wait' another thread may enter "
            + "'_gate' and take "
            + "what was waited for; ask again in a 'while'");

    [Test]
    public Task If_becomes_while() => Fixed.AssertAsync<WaitInLoop, WaitInLoopFix>(
        Sample("lock (_gate) { /* Why. */ if (_n == 0) Monitor.Wait(_gate); if (_n == 1) { Monitor.Wait(_gate); } }"),
        Sample("lock (_gate) { /* Why. */ while (_n == 0) Monitor.Wait(_gate); while (_n == 1) { Monitor.Wait(_gate); } }"),
        "KATA0204");

    [TestCase("lock (_gate) { Monitor.Wait(_gate); _n--; }")]
    [TestCase("lock (_gate) { if (_n == 0) Monitor.Wait(_gate, 100); _n--; }")]
    [TestCase("lock (_gate) { if (_n == 0) { Monitor.Wait(_gate); _n = 2; } _n--; }")]
    [TestCase("lock (_gate) { if (_n == 0) Monitor.Wait(_gate); else _n--; }")]
    public Task Other_forms_are_left_to_the_reader(string statements) =>
        Fixed.AssertNoneAsync<WaitInLoop, WaitInLoopFix>(Sample(statements), "KATA0204");

    private static Task Check(string statements) => Analyzed.AssertAsync<WaitInLoop>(Sample(statements));

    private static string Sample(string statements) =>
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly AutoResetEvent _event = new(false);
            private readonly SemaphoreSlim _one = new(1);
            private readonly int[] _items = [1, 2];
            private int _n;
            private void WaitHere() => Monitor.Wait(_gate);
            public void Run()
            {
                _ = (_event, _one, _items);
                {{statements}}
            }
        }
        """;
}
