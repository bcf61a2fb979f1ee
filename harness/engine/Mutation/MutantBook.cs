namespace Katas.Engine.Mutation;

/// <summary>
/// Reads <c>MUTANTS.md</c> beside a reference: which of its mutants are no faults, and why. A heading with the mutant's name,
/// then prose.
/// </summary>
public static class MutantBook
{
    /// <summary>No explanations.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Name and explanation, in the order of the file; nothing where there is no file.</summary>
    /// <exception cref="InvalidDataException">An entry explains nothing, or stands twice.</exception>
    public static IReadOnlyDictionary<string, string> Read(string file)
    {
        Dictionary<string, string> explained = [];
        if (!File.Exists(file)) return explained;
        foreach (var section in File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n## ").Skip(1))
        {
            var parts = section.Split('\n', 2);
            var (name, text) = (parts[0].Trim(), parts.Length == 2 ? parts[1].Trim() : "");
            if (text.Length == 0)
                throw new InvalidDataException(
                    $"{file}: {name} has no explanation. Say why no test could tell it from the original.");
            if (!explained.TryAdd(name, text)) throw new InvalidDataException($"{file}: {name} stands twice.");
        }

        return explained;
    }

    /// <summary>What no longer holds: mutants that are gone, or that a test kills after all.</summary>
    /// <param name="explained">What the file says.</param>
    /// <param name="results">A whole run.</param>
    public static IReadOnlyList<string> Stale(
        IReadOnlyDictionary<string, string> explained, IReadOnlyList<MutantResult> results)
    {
        ArgumentNullException.ThrowIfNull(explained);
        var fates = results.ToDictionary(result => result.Mutant.Name);
        return
        [
            .. from name in explained.Keys
               let problem = !fates.TryGetValue(name, out var result) ? "there is no such mutant (any more)"
                   : result.Fate == MutantFate.Killed ? $"{result.By} kills it"
                   : result.SameAs is { } same ? $"it is the same program as {same}; explain that one"
                   : null
               where problem is not null
               select $"{name}: {problem}",
        ];
    }
}
