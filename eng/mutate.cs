// Mutation-tests the reference of one kata with Stryker.NET:   dotnet run eng/mutate.cs rate-limiter
//
// Stryker by itself ends well when its glob matched nothing. This says what was tested, lists the survivors, and ends
// with 1 when no mutant was tested, when Stryker failed, or when the score is below "break" in stryker-config.json.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, ".."));
var id = args.FirstOrDefault();
var folder = id is null ? null : FindKata(id);
if (folder is null)
{
    Console.Error.WriteLine(id is null
        ? "Name a kata: dotnet run eng/mutate.cs rate-limiter"
        : $"There is no kata \"{id}\". They are: {string.Join(", ", Katas().Select(kata => kata.Id))}.");
    return 4;
}

var (track, name) = (Path.GetFileName(Path.GetDirectoryName(folder))!, Path.GetFileName(folder));
var output = Path.Combine(root, "artifacts", "mutation", id!);
if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
var restored = Run(root, "tool", "restore");
if (restored != 0) return 4;
var exit = Run(
    Path.Combine(root, "tests"), "stryker", "-f", "../stryker-config.json", "--project", $"Katas.Reference.{track}.csproj",
    "--mutate", $"{name}/{name}.cs", "--test-case-filter", $"FullyQualifiedName~{name}ReferenceTests",
    "--output", output, "--skip-version-check");

var report = Directory.Exists(output)
    ? Directory.EnumerateFiles(output, "mutation-report.json", SearchOption.AllDirectories).FirstOrDefault()
    : null;
if (report is null)
{
    Console.Error.WriteLine($"Stryker ended with {exit} and left no report. Its output above says why.");
    return 1;
}

using var document = JsonDocument.Parse(File.ReadAllBytes(report));
var mutants = (
    from file in document.RootElement.GetProperty("files").EnumerateObject()
    from mutant in file.Value.GetProperty("mutants").EnumerateArray()
    select (
        File: Path.GetRelativePath(root, file.Name),
        Line: mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32(),
        Status: mutant.GetProperty("status").GetString()!,
        Text: $"{mutant.GetProperty("mutatorName").GetString()}: {mutant.GetProperty("replacement").GetString()}")).ToList();
var killed = mutants.Count(mutant => mutant.Status == "Killed");
var timedOut = mutants.Count(mutant => mutant.Status == "Timeout");
var survivors = mutants.Where(mutant => mutant.Status is "Survived" or "NoCoverage").ToList();
var tested = killed + timedOut + survivors.Count;
if (tested == 0)
{
    Console.Error.WriteLine($"No mutant of {id} was tested ({mutants.Count} in the report): the score means nothing.");
    return 1;
}

Console.WriteLine($"\n{id}: {killed} killed, {timedOut} timed out, {survivors.Count} survived of {tested} tested; " +
    $"score {100.0 * (killed + timedOut) / tested:0.0} %.");
foreach (var survivor in survivors) Console.WriteLine($"  {survivor.Status,-10} {survivor.File}:{survivor.Line}  {survivor.Text}");
return exit == 0 ? 0 : 1;

string? FindKata(string id) => Katas().FirstOrDefault(kata => kata.Id == id).Folder;

IEnumerable<(string Id, string Folder)> Katas() =>
    from file in Directory.EnumerateFiles(Path.Combine(root, "katas"), "kata.json", SearchOption.AllDirectories)
    let json = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement
    select (json.GetProperty("id").GetString()!, Path.GetDirectoryName(file)!);

static int Run(string folder, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder })!;
    process.WaitForExit();
    return process.ExitCode;
}

static string ThisFile([CallerFilePath] string path = "") => path;
