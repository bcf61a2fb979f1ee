using Katas.Engine.Mutation;
using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>Operators meet whatever a learner has typed so far.</summary>
public sealed class TruncatedSourceTests
{
    private const int Seed = 20;

    [Test]
    public void No_operator_throws_on_half_a_file()
    {
        var random = new Random(Seed);
        foreach (var (name, sources) in References.All)
        {
            for (var i = 0; i < 6; i++)
            {
                var whole = sources[0].Text;
                var (from, to) = (random.Next(whole.Length), random.Next(whole.Length));
                var text = i % 2 == 0 ? whole[..from] : whole.Remove(Math.Min(from, to), Math.Abs(to - from) / 8);
                var compilation = Planted.Compiler.Bind("half", [sources[0] with { Text = text }], CompileFor.Mutation);
                var files = new HashSet<string> { sources[0].Path };
                Assert.That(
                    () => Applied(MutantFinder.Find(compilation, "/", files), text), Throws.Nothing, $"{name} {i} {from} {to}");
            }
        }
    }

    /// <summary>Every edit stays within its file.</summary>
    private static int Applied(IReadOnlyList<Mutant> mutants, string text) =>
        mutants.Sum(mutant =>
            text.Remove(mutant.Edit.Start, mutant.Edit.Length).Insert(mutant.Edit.Start, mutant.Edit.Text).Length);
}
