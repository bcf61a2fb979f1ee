using Katas.Engine.Mutation;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Harness.Tests.Mutation;

/// <summary>The operators over all references and alternatives.</summary>
public sealed class ReferenceMutantTests
{
    private static readonly Lazy<IReadOnlyList<(string Subject, Mutant Mutant, string Errors)>> Found = new(() => [.. All()]);

    [Test]
    public void Nearly_all_mutants_compile()
    {
        var bad = Found.Value.Where(found => found.Errors.Length > 0).ToList();
        foreach (var (subject, mutant, errors) in bad)
            TestContext.Out.WriteLine($"{subject}: {mutant.Name} line {mutant.Line}: {mutant.Edit.Text}\n  {errors}");
        Assert.That(bad, Has.Count.LessThanOrEqualTo(Found.Value.Count / 20));
    }

    [Test]
    public void Each_mutant_has_a_name_of_its_own() => Assert.That(
        Found.Value.GroupBy(found => found.Subject).Select(group => group.Select(found => found.Mutant.Name)), Has.All.Unique);

    [Test]
    public void Operators_bear_any_source()
    {
        foreach (var (_, sources) in Subjects().Where((_, i) => i % 5 == 0))
        {
            var text = sources[0].Text;
            for (var end = text.Length - 1; end > 0; end -= 997)
            {
                var compilation = PlantedText.Bind([sources[0] with { Text = text[..end] }]);
                var tree = compilation.SyntaxTrees.First();
                foreach (var planter in MutationOperators.All)
                    Assert.That(() => planter.Mutate(tree.GetRoot(), compilation.GetSemanticModel(tree)).Count(), Throws.Nothing);
            }
        }
    }

    private static IEnumerable<(string Subject, Mutant Mutant, string Errors)> All()
    {
        foreach (var (subject, sources) in Subjects())
        {
            var compilation = PlantedText.Bind(sources);
            Assert.That(PlantedText.Errors(compilation), Is.Empty, subject);
            var files = sources.Select(source => source.Path).ToHashSet();
            foreach (var mutant in MutantFinder.Find(compilation, KataRoot.Current, files))
                yield return (subject, mutant, PlantedText.Errors(Changed(compilation, mutant.Edit)));
        }
    }

    private static Compilation Changed(Compilation compilation, SourceEdit edit)
    {
        var tree = compilation.SyntaxTrees.Single(each => each.FilePath.Length > 0
            && SourceEdit.Relative(KataRoot.Current, each.FilePath) == edit.File);
        var text = tree.GetText().WithChanges(new TextChange(new(edit.Start, edit.Length), edit.Text));
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text));
    }

    private static IEnumerable<(string Subject, IReadOnlyList<SourceFile> Sources)> Subjects() =>
        from kata in Catalogue.Open(KataRoot.Current).All
        from name in SubjectSources.AlternativesOf(kata).Select(each => new SubjectName(SubjectKind.Alternative, each))
            .Prepend(SubjectName.Reference)
        select ($"{kata.Id} {name}", SubjectSources.Of(kata, name));
}
