using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

public sealed class CausalFuzzTests
{
    [Test]
    public void Causal_consistency_is_its_definition() => Compare(CausalModel.Causal, 6, each => each.IsCausal());

    [Test]
    public void Causal_memory_is_its_definition() => Compare(CausalModel.CausalMemory, 6, each => each.IsCausalMemory());

    [Test]
    public void Causal_convergence_is_its_definition() =>
        Compare(CausalModel.CausalConvergence, 5, each => each.IsCausalConvergence());

    private static void Compare(CausalModel model, int most, Func<CausalDefinition, bool> holds)
    {
        var (satisfied, violated) = (0, 0);
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var history = Registers.Random(new Random(seed), most);
            var report = CausalConsistency.Check(history, model);
            var expected = holds(new CausalDefinition(new TinyHistory(history)));
            Assert.That(
                report.Verdict,
                Is.EqualTo(expected ? ConsistencyVerdict.Satisfied : ConsistencyVerdict.Violation),
                () => $"seed {seed}\n{Registers.Text(history)}\n{report}");
            if (expected) satisfied++;
            else violated++;
        }

        Fuzz.BothVerdictsArePlentiful(satisfied, violated);
    }
}
