using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>The explorations that most tests make: two increments of a counter, or two sides.</summary>
internal static class Samples
{
    public static ExplorationResult TwoIncrements(string members, ExplorationOptions? options = null)
    {
        using var twin = SampleProgram.Compile(Counter(members));
        return Explorer.Explore(
            twin, twin.New<ICounter>,
            [
                new ThreadOperation<ICounter>("Increment", c => c.Increment()),
                new ThreadOperation<ICounter>("Increment", c => c.Increment()),
            ],
            ExpectTwo, options);
    }

    public static ExplorationResult TwoSides(
        string members, Action<ITwoSides>? afterAll = null, ExplorationOptions? options = null)
    {
        using var twin = SampleProgram.Compile($"public class Sample : ITwoSides {{\n{members}\n}}");
        return Explorer.Explore(
            twin, twin.New<ITwoSides>,
            [
                new ThreadOperation<ITwoSides>("Left", s => s.Left()),
                new ThreadOperation<ITwoSides>("Right", s => s.Right()),
            ],
            afterAll ?? (_ => { }), options);
    }

    /// <summary>A counter whose members begin at line 2 of Sample.cs.</summary>
    public static string Counter(string members) => $"public class Sample : ICounter {{\n{members}\n}}";

    public static void ExpectTwo(ICounter counter)
    {
        if (counter.Value != 2)
            throw new InvalidOperationException($"expected 2, got {counter.Value}");
    }

    public static void AssertAccepted(ExplorationResult result)
    {
        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed), () => Describe(result));
        Assert.That(result.Complete, Is.True, () => Describe(result));
    }

    public static void AssertFails(ExplorationResult result, ExplorationOutcome outcome) =>
        Assert.That(result.Outcome, Is.EqualTo(outcome), () => Describe(result));

    public static string Describe(ExplorationResult result) =>
        $"{result.Outcome} after {result.Schedules}: {result.Reason} {result.Failure}\n"
        + InterleavingTable.Render(result, maxRows: 40);
}
