using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Katas.Engine.Mutation;

/// <summary>Asks all operators for the mutants of a compilation.</summary>
public static class MutantFinder
{
    /// <summary>The mutants, file by file and line by line; no two make the same text.</summary>
    /// <param name="compilation">The subject, compiled without errors.</param>
    /// <param name="root">The repository's root folder.</param>
    /// <param name="files">The subject's own files: what the compiler was given besides is left alone.</param>
    public static IReadOnlyList<Mutant> Find(Compilation compilation, string root, IReadOnlySet<string> files)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        var found =
            from tree in compilation.SyntaxTrees
            where files.Contains(tree.FilePath)
            let model = compilation.GetSemanticModel(tree)
            let file = tree.GetRoot()
            from planter in MutationOperators.All
            from replacement in planter.Mutate(file, model)
            let original = tree.GetText().ToString(replacement.Span)
            where original != replacement.Text
            let edit = new SourceEdit(
                SourceEdit.Relative(root, tree.FilePath), replacement.Span.Start, replacement.Span.Length, replacement.Text)
            let line = tree.GetLineSpan(replacement.Span).StartLinePosition.Line + 1
            select new Mutant("", planter.Name, MutantOrigin.Concurrency, line, original, edit);
        return Named(found.DistinctBy(mutant => mutant.Edit));
    }

    /// <summary>Gives names that do not depend on lines: a sum of the change, and of how often the same came before.</summary>
    internal static IReadOnlyList<Mutant> Named(IEnumerable<Mutant> mutants)
    {
        Dictionary<string, int> met = [];
        return [.. mutants
            .OrderBy(mutant => mutant.Edit.File, StringComparer.Ordinal)
            .ThenBy(mutant => mutant.Edit.Start)
            .ThenBy(mutant => mutant.Operator, StringComparer.Ordinal)
            .ThenBy(mutant => mutant.Edit.Text, StringComparer.Ordinal)
            .Select(mutant =>
            {
                var change = $"{mutant.Operator}\n{mutant.Edit.File}\n{Squeezed(mutant.Original)}\n{Squeezed(mutant.Edit.Text)}";
                var before = met[change] = met.GetValueOrDefault(change) + 1;
                var sum = SHA256.HashData(Encoding.UTF8.GetBytes($"{change}\n{before}"));
                return mutant with { Name = $"{Word(mutant.Operator)}-{Convert.ToHexStringLower(sum)[..6]}" };
            })];
    }

    private static string Squeezed(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Stryker's mutators are called <c>Equality mutation</c>.</summary>
    private static string Word(string name) =>
        string.Join('-', new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "mutation").Take(3));
}
