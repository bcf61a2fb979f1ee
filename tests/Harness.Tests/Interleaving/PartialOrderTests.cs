using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Partial-order reduction leaves out no end of a program, and leaves out most of its schedules.</summary>
internal sealed class PartialOrderTests
{
    private const int MostSchedules = 4_000;

    [Test]
    public void Every_end_of_a_random_program_is_reached()
    {
        var random = new Random(20261123);
        var (compared, all, reduced) = (0, 0, 0);
        var programs = int.Parse(Environment.GetEnvironmentVariable("KATAS_FUZZ") ?? "40");
        for (var i = 0; i < programs; i++)
        {
            var source = RandomProgram.Source(random);
            var exhaustive = Ends(source, ExplorationStrategy.Exhaustive);
            if (!exhaustive.Result.Complete)
                continue;
            var partial = Ends(source, ExplorationStrategy.PartialOrder);
            Assert.That(partial.Ends, Is.EquivalentTo(exhaustive.Ends), source);
            Assert.That(partial.Result.Complete, Is.True, source);
            (compared, all, reduced) =
                (compared + 1, all + exhaustive.Result.Schedules, reduced + partial.Result.Schedules);
        }

        TestContext.Out.WriteLine($"{compared} of {programs} programs: {all} schedules, {reduced} with the reduction.");
        Assert.That(compared, Is.GreaterThan(programs / 2));
        Assert.That(reduced * 3, Is.LessThan(all));
    }

    private static (HashSet<string> Ends, ExplorationResult Result) Ends(string source, ExplorationStrategy strategy)
    {
        using var twin = SampleProgram.Compile(source);
        var ends = new HashSet<string>();
        var result = Explorer.Explore(
            twin, twin.New<IThreeSides>,
            [
                new ThreadOperation<IThreeSides>("Left", s => s.Left()),
                new ThreadOperation<IThreeSides>("Right", s => s.Right()),
                new ThreadOperation<IThreeSides>("Third", s => s.Third()),
            ],
            s => ends.Add(s.ToString()!), new ExplorationOptions { Strategy = strategy, MaxSchedules = MostSchedules });
        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed), () => source + result.Reason + result.Failure);
        return (ends, result);
    }
}
