using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Katas.Engine.Mutation;

/// <summary>Keeps results in a file, line by line, so that a run that was stopped goes on where it was.</summary>
/// <remarks>
/// A result is good for the same sources and the same tests. When only the tests have changed, it still says which test to
/// ask first. Not safe for more than one thread at a time, except <see cref="KillersFirst"/> and <see cref="Find"/>.
/// </remarks>
public sealed class MutationStore
{
    private readonly string _file;
    private readonly string _sources;
    private readonly string _tests;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredResult> _kept = [];

    /// <param name="file">The file; it need not exist.</param>
    /// <param name="sources">A sum of the subject's sources.</param>
    /// <param name="tests">A sum of the tests and of what runs them.</param>
    public MutationStore(string file, string sources, string tests)
    {
        (_file, _sources, _tests) = (file, sources, tests);
        if (!File.Exists(file)) return;
        foreach (var line in File.ReadLines(file))
            if (Parse(line) is { } kept && kept.Sources == sources)
                _kept[kept.Mutant] = kept;
    }

    /// <summary>A sum of some texts, for the constructor.</summary>
    public static string Sum(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16];

    /// <summary>The result of the same mutant under the same tests; <see langword="null"/>: it has to be tried.</summary>
    public MutantResult? Find(Mutant mutant)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        lock (_gate)
        {
            return _kept.TryGetValue(mutant.Name, out var kept) && kept.Tests == _tests
                ? new(mutant, kept.Fate, kept.By, kept.CodeSum, kept.Text)
                : null;
        }
    }

    /// <summary>The tests to ask first: what killed this mutant the last time, then those that killed most.</summary>
    public IReadOnlyList<string> KillersFirst(Mutant mutant)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        lock (_gate)
        {
            var killers = _kept.Values.Where(kept => kept.Fate == MutantFate.Killed).CountBy(kept => kept.By)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key);
            var last = _kept.TryGetValue(mutant.Name, out var old) && old.Fate == MutantFate.Killed ? old.By : null;
            return [.. last is null ? killers : killers.Prepend(last).Distinct()];
        }
    }

    /// <summary>Forgets all results.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _kept.Clear();
            File.Delete(_file);
        }
    }

    /// <summary>Keeps a result.</summary>
    public void Add(MutantResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var kept = new StoredResult(
            _sources, _tests, result.Mutant.Name, result.Fate, result.By, result.CodeSum, result.Text);
        lock (_gate)
        {
            _kept[kept.Mutant] = kept;
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.AppendAllText(_file, JsonSerializer.Serialize(kept, StoreJson.Default.StoredResult) + "\n");
        }
    }

    /// <summary>A line that was cut off when a run was stopped is as good as none.</summary>
    private static StoredResult? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StoreJson.Default.StoredResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One line of the file.</summary>
internal sealed record StoredResult(
    string Sources, string Tests, string Mutant, MutantFate Fate, string By, string? CodeSum, string Text);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredResult))]
internal sealed partial class StoreJson : JsonSerializerContext;
