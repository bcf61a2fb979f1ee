namespace Katas.Analyzers.Tests.Locksets;

[Rule("KATA0101")]
public sealed class ForkJoinTests
{
    [TestCase(
        "public async Task<int> Run() { _n = 0; var t = Task.Run(() => { lock (_gate) _n++; }); await t; return _n; }",
        TestName = "silent: before the task, and after the wait for it")]
    [TestCase(
        "public int Run() { var t = new Thread(Work); t.Start(); t.Join(); return _n; } private void Work() { "
        + "lock (_gate) _n++; }",
        TestName = "silent: after the join of a thread that runs a method")]
    [TestCase(
        "public async Task<int> Run() { var all = new List<Task>(); for (var i = 0; i < 3; i++) all.Add(Task.Run(() => { lock "
        + "(_gate) _n++; })); await Task.WhenAll(all); return _n; }",
        TestName = "silent: after all tasks of a loop")]
    [TestCase(
        "public void Run() { for (var i = 0; i < 3; i++) { _n = 0; var t = Task.Run(() => { lock (_gate) _n++; }); t.Wait(); } }",
        TestName = "silent: a loop that waits in each turn")]
    [TestCase(
        "public int Run() { var t = new Thread(() => Work(2)); t.Start(); t.Join(); return _n; } private void Work(int x) { "
        + "lock (_gate) _n += x; }",
        TestName = "silent: after the join of a thread that calls a method")]
    [TestCase(
        "public int Run() { _n = 0; Parallel.For(0, 9, _ => { lock (_gate) _n++; }); return _n; }",
        TestName = "silent: around a parallel loop")]
    public Task The_code_that_starts_and_waits_is_silent(string members) => GuardedSample.CheckAsync(Sample(members));

    [TestCase(
        "public int Run() { var t = new Thread(Work); t.Start(); var n = [|_n|]; t.Join(); return n; } private void Work() { "
        + "lock (_gate) _n++; }",
        TestName = "reported: before the join")]
    [TestCase(
        "public int Run() { var t = Task.Run(() => { lock (_gate) _n++; }); return [|_n|]; }",
        TestName = "reported: no wait")]
    [TestCase(
        "public void Count() { for (var i = 0; i < 3; i++) { [|_n|] = 0; var t = Task.Run(() => { lock (_gate) _n++; }); } }",
        TestName = "reported: the next turn of a loop that does not wait")]
    [TestCase(
        "public async Task<int> Run() { var t = Task.Run(() => { lock (_gate) _n++; }); await t; return [|_n|]; } public void "
        + "Add() { lock (_gate) _n++; }",
        TestName = "reported: others take the lock too")]
    [TestCase(
        "public int Run() { var t = new Thread(Work); t.Start(); t.Join(); return [|_n|]; } private void Work() { lock (_gate) "
        + "_n++; } public void More() => Work();",
        TestName = "reported: others call what the thread runs")]
    public Task A_use_beside_the_threads_is_reported(string members) => GuardedSample.CheckAsync(Sample(members));

    private static string Sample(string members) =>
        $$"""
        sealed class Sample
        {
            private readonly object _gate = new();
            private int _n;
            {{members}}
        }
        """;
}
