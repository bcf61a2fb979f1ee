using Katas.Engine.Consistency;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;
using Katas.Judge.Tests.Support;

namespace Katas.Judge.Tests.Consistency;

public sealed class SequentialFuzzTests
{
    [Test]
    public void Queues_are_judged_as_by_trying_every_interleaving() => Compare("queue", new QueueModel());

    [Test]
    public void Stacks_are_judged_as_by_trying_every_interleaving() => Compare("stack", new StackModel());

    [Test]
    public void Registers_are_judged_as_by_trying_every_interleaving() => Compare("cas-register", new CasRegisterModel());

    [Test]
    public void Stores_of_several_keys_are_judged_as_by_trying_every_interleaving() =>
        Compare("key-value", new KeyValueModel());

    [Test]
    public void Registers_of_several_keys_are_judged_as_by_trying_every_interleaving() => Compare(
        new RegisterModel(),
        seed => Registers.Random(new Random(seed), 8),
        operation => (Call)operation.Input is { Name: "read" });

    private static void Compare<TState>(string type, CallModel<TState> model) where TState : notnull => Compare(
        model,
        seed =>
        {
            var random = new Random(seed);
            return RandomHistories.Make(type, seed, HistoryShape.Draw(random) with
            {
                Operations = random.Next(3, 9), Clients = random.Next(2, 4), Faults = random.Next(1, 4),
            });
        },
        _ => true);

    private static void Compare<TState>(CallModel<TState> model, Func<int, History> make, Func<Operation, bool> isJudged)
        where TState : notnull
    {
        var (satisfied, violated) = (0, 0);
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var history = make(seed);
            if (!history.Operations.Any(isJudged)) continue;
            var report = SequentialConsistency.Check(history, model);
            HashSet<int> firm = [.. history.Operations.Where(each => each.Ending != Ending.Open).Select(each => each.Index)];
            var expected = new CommonOrder<TState>(model, history.Operations, firm).Exists();
            var text = $"seed {seed}\n{Registers.Text(history)}\n{report}";
            var verdict = expected ? ConsistencyVerdict.Satisfied : ConsistencyVerdict.Violation;
            Assert.That(report.Verdict, Is.EqualTo(verdict), text);
            if (expected) Assert.That(new CommonOrder<TState>(model, history.Operations, firm).Explains(report.Witness), text);
            else CoreIsImpossibleAndMinimal(model, history, report.Anomalies.Single(), text);
            if (expected) satisfied++;
            else violated++;
        }

        Fuzz.BothVerdictsArePlentiful(satisfied, violated);
    }

    private static void CoreIsImpossibleAndMinimal<TState>(CallModel<TState> model, History history, Anomaly anomaly, string text)
        where TState : notnull
    {
        var free = anomaly.Dependencies.Where(line => line.Why.EndsWith("or never", StringComparison.Ordinal));
        HashSet<int> core = [.. anomaly.Involved.Except(free.Select(line => line.To))];
        Assert.That(new CommonOrder<TState>(model, history.Operations, core).Exists(), Is.False, text);
        foreach (var one in core)
        {
            Assert.That(new CommonOrder<TState>(model, history.Operations, [.. core.Where(each => each != one)]).Exists(), text);
        }
    }
}
