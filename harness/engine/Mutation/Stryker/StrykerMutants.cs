using System.Text.Json;
using Katas.Engine.Subjects;

namespace Katas.Engine.Mutation.Stryker;

/// <summary>Reads the mutants out of Stryker's report, which has the form of the mutation testing elements.</summary>
internal static class StrykerMutants
{
    /// <summary>The mutants of the subject's files.</summary>
    /// <param name="root">The repository's root folder.</param>
    /// <param name="report">Stryker's JSON report.</param>
    /// <param name="copies">Which of the subject's files each file of the report is; others are left out.</param>
    /// <exception cref="InvalidDataException">The report has another form, or none of the files.</exception>
    /// <remarks>
    /// Mutants that Stryker ignores (a block that goes, where each statement in it goes by itself) are left out. Mutants that
    /// would not compile beside others in one file are tried again, alone.
    /// </remarks>
    public static IReadOnlyList<Mutant> Read(
        string root, string report, IReadOnlyDictionary<string, SourceFile> copies)
    {
        try
        {
            using var document = JsonDocument.Parse(report);
            List<Mutant> mutants = [];
            var files = 0;
            foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
            {
                if (!copies.TryGetValue(Path.GetFullPath(file.Name), out var source)) continue;
                files++;
                var lines = LineStarts(source.Text);
                mutants.AddRange(
                    from mutant in file.Value.GetProperty("mutants").EnumerateArray()
                    where mutant.GetProperty("status").GetString() != "Ignored"
                    select Mutant(root, source, lines, mutant));
            }

            return files > 0
                ? MutantFinder.Named(
                    mutants.Where(mutant => mutant.Original != mutant.Edit.Text).DistinctBy(mutant => mutant.Edit))
                : throw new InvalidDataException("Stryker's report names none of the subject's files.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Stryker's report cannot be read: {e.Message}", e);
        }
    }

    private static Mutant Mutant(string root, SourceFile source, List<int> lines, JsonElement mutant)
    {
        var place = mutant.GetProperty("location");
        var (start, end) = (Offset(place.GetProperty("start")), Offset(place.GetProperty("end")));
        var name = mutant.GetProperty("mutatorName").GetString()!;
        var text = mutant.GetProperty("replacement").GetString()!;
        return new(
            "", name, MutantOrigin.Stryker, place.GetProperty("start").GetProperty("line").GetInt32(),
            source.Text[start..end], new SourceEdit(SourceEdit.Relative(root, source.Path), start, end - start, text));

        int Offset(JsonElement at) => lines[at.GetProperty("line").GetInt32() - 1] + at.GetProperty("column").GetInt32() - 1;
    }

    /// <summary>Where each line begins; a carriage return belongs to the line that it ends.</summary>
    private static List<int> LineStarts(string text)
    {
        List<int> starts = [0];
        for (var at = 0; at < text.Length; at++)
            if (text[at] == '\n')
                starts.Add(at + 1);
        return starts;
    }
}
