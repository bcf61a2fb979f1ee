using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Counterexamples;
using Katas.Engine.Linearizability.Models;
using Katas.Judge.Tests.Support;

namespace Katas.Judge.Tests.Searching;

/// <summary>What a violation is shown by.</summary>
public sealed class CounterexampleTests
{
    /// <summary>The core alone, its relaxed operations open, is impossible to the plain search too.</summary>
    [Test]
    public void A_core_is_impossible_by_itself(
        [ValueSource(typeof(SimulatedObject), nameof(SimulatedObject.Types))] string type)
    {
        var found = 0;
        for (var seed = 1; seed <= Fuzz.Count(200); seed++)
        {
            var history = RandomHistories.Make(type, seed);
            foreach (var useMonitors in new[] { false, true })
            {
                var options = new CheckOptions { UseMonitors = useMonitors };
                var result = LinearizabilityChecker.Check(history, SearchFuzz.Model(type), options);
                if (result.Verdict != CheckVerdict.Violation) continue;
                found++;
                var text = $"{type}, seed {seed}\n{RandomHistories.Text(history.Operations)}";
                var core = Alone(result.Counterexample!);
                Assert.That(
                    SearchFuzz.Right(type, core), Is.False, () => $"{text}\ncore:\n{RandomHistories.Text(core.Operations)}");
                Assert.That(result.Counterexample!.IsMinimal, text);
            }
        }

        Assert.That(found, Is.GreaterThan(20));
    }

    [Test]
    public void A_stale_read_is_explained()
    {
        var history = new HistoryBuilder();
        history.Invoke(1, RegisterModel.Write(1), 0);
        history.Return(1, null, 12);
        history.Invoke(4, RegisterModel.Read, 13);
        history.Return(4, 1, 14);
        history.Invoke(2, RegisterModel.Write(2), 15);
        history.Return(2, null, 31);
        history.Invoke(3, RegisterModel.Read, 35);
        history.Return(3, 1, 44);
        var core = LinearizabilityChecker.Check(history.Build(), new RegisterModel()).Counterexample!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(core.Operations.Select(operation => $"{operation.Operation}"), Is.EqualTo(
                ["write(2)", "read -> 1"]), "whatever was written before");
            Assert.That(core.Impossible.Client, Is.EqualTo(3));
            Assert.That(core.LegalThere, Is.EqualTo(["2"]));
            Assert.That(core.Reason, Does.Contain("write(2)"));
            Assert.That(core.Order.Select(placed => placed.StateAfter), Is.EqualTo(["2"]));
            Assert.That((core.IsMinimal, core.From), Is.EqualTo((true, 4)));
        }
    }

    [Test]
    public void A_budget_that_ends_is_admitted()
    {
        var history = RandomHistories.Make("stack", 3, new HistoryShape { Operations = 40, Faults = 3 });
        var options = new CheckOptions { UseMonitors = false, MaxExplainingSteps = 1 };
        var result = LinearizabilityChecker.Check(history, new StackModel(), options);
        Assert.That(result.Verdict, Is.EqualTo(CheckVerdict.Violation));
        Assert.That(result.Counterexample!.IsMinimal, Is.False);
    }

    private static History Alone(Counterexample core) => new(
        [.. core.Operations.Select((part, i) => part.Relaxed
            ? part.Operation with { Index = i, Ending = Ending.Open, Output = null, Returned = long.MaxValue }
            : part.Operation with { Index = i })],
        [], TimeUnit.Position);
}
