using Katas.Analyzers.Paths;

namespace Katas.Analyzers.Tests.Paths;

/// <summary>Loops that take the lock of each element.</summary>
[Rule("KATA0108")]
[Rule("KATA0601")]
[Rule("KATA0602")]
public sealed class LoopedLockTests
{
    private const string Work = "try { Work(); } finally ";

    [TestCase("foreach (var one in all) { if (!{|KATA0108:one.Gate.TryEnter(limit)|}) throw new TimeoutException(); } "
        + Work + "{ foreach (var one in all) one.Gate.Exit(); }")]
    [TestCase("var taken = 0; foreach (var one in all) { if (!{|KATA0108:one.Gate.TryEnter(limit)|}) return; taken++; } "
        + Work + "{ while (taken > 0) all[--taken].Gate.Exit(); }")]
    [TestCase("foreach (var gate in gates) if (!{|KATA0108:Monitor.TryEnter(gate)|}) return; "
        + Work + "{ foreach (var gate in gates) Monitor.Exit(gate); }")]
    [TestCase("foreach (var one in all) await {|KATA0601:one.Slot.WaitAsync(token)|}; "
        + Work + "{ foreach (var one in all) one.Slot.Release(); }")]
    [TestCase("foreach (var slot in slots) await {|KATA0601:slot.WaitAsync(limit, token)|}; "
        + Work + "{ foreach (var slot in slots) slot.Release(); }")]
    [TestCase("try { foreach (var one in all) if (!one.Gate.TryEnter(limit)) throw new TimeoutException(); Work(); } "
        + "finally { foreach (var one in all) {|KATA0602:one.Gate.Exit()|}; }")]
    [TestCase("try { foreach (var one in all) await one.Slot.WaitAsync(token); Work(); } "
        + "finally { foreach (var other in all.Reverse()) {|KATA0602:other.Slot.Release()|}; }")]
    public Task It_is_reported(string statements) => Check(statements);

    [TestCase("foreach (var one in all) one.Gate.Enter(); " + Work + "{ foreach (var one in all) one.Gate.Exit(); }")]
    [TestCase("foreach (var one in all) await one.Slot.WaitAsync(); "
        + Work + "{ foreach (var one in all) one.Slot.Release(); }")]
    [TestCase("foreach (var one in all) { if (!one.Gate.TryEnter()) continue; try { Work(); } finally { one.Gate.Exit(); } }")]
    [TestCase("var taken = 0; try { foreach (var one in all) { if (!one.Gate.TryEnter(limit)) return; taken++; } "
        + "Work(); } finally { while (taken > 0) all[--taken].Gate.Exit(); }")]
    [TestCase("var held = new List<Account>(); "
        + "try { foreach (var one in all) { if (!one.Gate.TryEnter(limit)) return; held.Add(one); } Work(); } "
        + "finally { foreach (var one in held) one.Gate.Exit(); }")]
    [TestCase("try { foreach (var one in all) if (!one.Gate.TryEnter(limit)) return; Work(); } "
        + "finally { foreach (var one in all) if (one.Gate.IsHeldByCurrentThread) one.Gate.Exit(); }")]
    [TestCase("var held = new List<Account>(); foreach (var one in all) { if (one.Gate.TryEnter()) { held.Add(one); continue; } "
        + "foreach (var other in held) other.Gate.Exit(); return; } " + Work + "{ foreach (var one in held) one.Gate.Exit(); }")]
    [TestCase("foreach (var one in all) if (!one.Gate.TryEnter(limit)) throw new TimeoutException();")]
    [TestCase("foreach (var one in all) await one.Slot.WaitAsync(CancellationToken.None); "
        + Work + "{ foreach (var one in all) one.Slot.Release(); }")]
    public Task It_is_silent(string statements) => Check(statements);

    [Test]
    public Task The_message_says_which_turns() => Analyzed.AssertAsync<PathAnalyzer>(
        Sample("foreach (var one in all) { if (![|one.Gate.TryEnter(limit)|]) throw new TimeoutException(); } "
            + Work + "{ foreach (var one in all) one.Gate.Exit(); }"), "KATA0108",
        "'one.Gate' is taken here and given back in line 7, but not in the turns before line 7 leaves the loop: "
            + "every other thread then waits for it for ever");

    private static Task Check(string statements) => Analyzed.AssertAsync<PathAnalyzer>(Sample(statements));

    private static string Sample(string statements) =>
        $$"""
        class Account { public Lock Gate { get; } = new(); public SemaphoreSlim Slot { get; } = new(1); }
        class Bank
        {
            static void Work() { }
            async Task Run(Account[] all, object[] gates, SemaphoreSlim[] slots, TimeSpan limit, CancellationToken token)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """;
}
