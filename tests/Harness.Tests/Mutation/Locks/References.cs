using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Mutation.Locks;

/// <summary>The subjects that every operator is tried on: each reference, and each alternative to one.</summary>
internal static class References
{
    public static IEnumerable<(string Name, IReadOnlyList<SourceFile> Sources)> All =>
        from kata in Catalogue.Open(KataRoot.Current).All
        from name in SubjectSources.AlternativesOf(kata)
            .Select(alternative => new SubjectName(SubjectKind.Alternative, alternative)).Prepend(SubjectName.Reference)
        select ($"{kata.Id} {name}", SubjectSources.Of(kata, name));
}
