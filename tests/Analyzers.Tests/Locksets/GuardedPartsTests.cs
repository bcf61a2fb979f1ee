using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>Objects that bring a lock each, and the class that uses them.</summary>
[Rule("KATA0101")]
public sealed class GuardedPartsTests
{
    [TestCase("public long Total() => _all.Values.Sum(account => [|account.Cents|]);")]
    [TestCase("public long Total() { var sum = 0L; foreach (var one in _all.Values) sum += [|one.Cents|]; return sum; }")]
    [TestCase("public long Balance(int id) => [|_all[id].Cents|];")]
    [TestCase("public void Clear(int id) => [|_all[id].Cents|] = 0;")]
    [TestCase("public void Pay(Account one) { if ([|one.Cents|] < 5) return; lock (one.Gate) one.Cents -= 5; }")]
    [TestCase("public bool IsRich(Account one) => Cents(one) > 5; private long Cents(Account one) => [|one.Cents|];")]
    [TestCase("public void Start() => Task.Run(() => { foreach (var one in _all.Values) [|one.Cents|]++; });")]
    public Task A_use_without_the_lock_of_the_object_is_reported(string member) => Check(member);

    [TestCase("public long Balance(int id) { var one = _all[id]; lock (one.Gate) return one.Cents; }")]
    [TestCase("public long Balance(int id) { var one = _all[id]; lock (one.Gate) return Cents(one); } "
        + "private long Cents(Account one) => one.Cents;")]
    [TestCase("public long Balance(int id) { var one = _all[id]; one.Gate.Enter(); "
        + "try { return one.Cents; } finally { one.Gate.Exit(); } }")]
    [TestCase("public long Balance(int id) { var one = _all[id]; if (!one.Gate.TryEnter()) return 0; "
        + "try { return one.Cents; } finally { one.Gate.Exit(); } }")]
    [TestCase("public Account Open() { var one = new Account(); one.Cents = 10; return one; }")]
    [TestCase("public Account Open() => new Account { Cents = 10 };")]
    [TestCase("public long Worth() { lock (_all) return _all.Values.Sum(one => one.Cents); }")]
    [TestCase("public string Name(int id) => _all[id].Name;")]
    [TestCase("public void Pay(Account one) { if (one.Cents < 5) return; lock (one.Gate) if (one.Cents >= 5) one.Cents -= 5; }")]
    [TestCase("public long Held(int id) => Holding([_all[id]], one => one.Cents); "
        + "private long Holding(Account[] all, Func<Account, long> work) { foreach (var one in all) one.Gate.Enter(); "
        + "try { return work(all[0]); } finally { foreach (var one in all) one.Gate.Exit(); } }")]
    [TestCase("public long[] Three() => [_all[0].Cents, 1]; public long Four() => _all[0].Cents; "
        + "public long Five() => _all[0].Cents;")]
    public Task A_use_under_it_or_of_a_new_object_is_silent(string member) => Check(member);

    [Test]
    public Task The_object_itself_may_be_the_lock_which_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        class Account { public long Cents; }
        class Bank
        {
            public void Move(Account from, Account to, long cents)
            {
                lock (from) lock (to) { from.Cents -= cents; to.Cents += cents; }
            }

            public long Worth(Account one, Account other) => [|one.Cents|] + other.Cents;
        }
        """, "KATA0101");

    [Test]
    public Task The_message_names_the_lock() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("public long Balance(int id) => [|_all[id].Cents|];"), "KATA0101",
        "'Cents' is read here without 'one.Gate', which Put holds to write it: "
            + "Put writes and has not finished when Balance reads");

    private static Task Check(string member) => Analyzed.AssertAsync<LocksetAnalyzer>(Sample(member), "KATA0101");

    private static string Sample(string member) =>
        $$"""
        class Account { public Lock Gate { get; } = new(); public long Cents; public string Name { get; set; } = ""; }
        class Bank
        {
            private readonly Dictionary<int, Account> _all = [];
            public void Put(int id, long cents) { var one = _all[id]; lock (one.Gate) one.Cents += cents; }
            public void Take(int id, long cents) { var one = _all[id]; lock (one.Gate) one.Cents -= cents; }
            {{member}}
        }
        """;
}
