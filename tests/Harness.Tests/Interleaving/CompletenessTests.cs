using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

internal sealed class CompletenessTests
{
    /// <summary>
    /// The explorer leaves out switches that nobody can notice. This is the proof that nobody can: its ends are those
    /// of every order of every step.
    /// </summary>
    [Test]
    public void A_complete_exploration_reaches_every_end_of_a_program()
    {
        var random = new Random(20_240_229);
        for (var i = 0; i < 30; i++)
        {
            var program = new TinyProgram(random);
            var reached = new HashSet<string>();
            using var twin = SampleProgram.Compile(program.Source());
            var result = Explorer.Explore(
                twin, twin.New<ITwoSides>,
                [new ThreadOperation<ITwoSides>("Left", s => s.Left()), new("Right", s => s.Right())],
                s => reached.Add(s.ToString()!),
                new ExplorationOptions { MaxPreemptions = 16 });

            Samples.AssertAccepted(result);
            Assert.That(reached, Is.EquivalentTo(program.Ends()), program.Source());
        }
    }
}
