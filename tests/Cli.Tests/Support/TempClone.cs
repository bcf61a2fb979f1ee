using Katas.Engine.Subjects;

namespace Katas.Cli.Tests.Support;

/// <summary>A clone in a temporary folder: the real kata <c>welcome</c>, and two that are only listed.</summary>
internal sealed class TempClone : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("katas-").FullName;

    public TempClone(string name = "clone")
    {
        Root = Path.Combine(_parent, name);
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "Katas.sln"), "");
        Copy("katas/Foundations/Welcome", file => file is "Contract.cs" or "kata.json");
        Copy("katas/Foundations/Welcome/.starter", _ => true);
        Copy("reference/Foundations/Welcome", file => file == "Welcome.cs");
        Write("katas/Foundations/Welcome/README.md", Lesson);
        Write("katas/Foundations/Welcome/HINTS.md", Hints);
        Solution = Starter;
        Listed("Patterns", "Adapter", level: 1, minutes: 20);
        Listed("Concurrency", "Bulkhead", level: 3, minutes: 40);
    }

    /// <summary>The repository that these tests were built in.</summary>
    public static string Repository { get; } = KataRoot.Find(AppContext.BaseDirectory)!;

    public string Root { get; }

    public string KataFolder => Path.Combine(Root, "katas", "Foundations", "Welcome");

    public string SolutionFile => Path.Combine(KataFolder, "Welcome.cs");

    public string ProgressFile => Path.Combine(Root, ".kata", "progress.json");

    public string Starter => File.ReadAllText(Path.Combine(KataFolder, ".starter", "Welcome.cs"));

    /// <summary>A solution that passes.</summary>
    public string Right => Starter.Replace("_count++", "Interlocked.Increment(ref _count)", StringComparison.Ordinal);

    public string Solution
    {
        get => File.ReadAllText(SolutionFile);
        set => File.WriteAllText(SolutionFile, value);
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    private void Listed(string track, string name, int level, int minutes)
    {
        Write($"katas/{track}/{name}/kata.json", $$"""
            {
              "id": "{{name.ToLowerInvariant()}}", "title": "{{name}}", "level": {{level}}, "minutes": {{minutes}},
              "summary": "a summary", "stages": [{ "name": "one", "concept": "a concept" }]
            }
            """);
        var stub = $"namespace Katas.{track};\n\npublic sealed class {name}\n{{\n}}\n";
        Write($"katas/{track}/{name}/{name}.cs", stub);
        Write($"katas/{track}/{name}/.starter/{name}.cs", stub);
    }

    private void Copy(string folder, Func<string, bool> wanted)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, folder)))
            if (wanted(Path.GetFileName(file)))
                Write(Path.Combine(folder, Path.GetFileName(file)), File.ReadAllText(file));
    }

    private const string Lesson = """
        # Welcome
        *Warm-up · 5 minutes · one line*

        A counter at a door. It **works**, almost: see [the notes](NOTES.md) and `a **b** c`.

        - the first promise, which is long enough to be wrapped somewhere when the terminal has only eighty columns
        - the second

        ```
        T1   **read**   write
        ```

        ## Stages
        | stage | promises |
        |---|---|
        | 1 | all |
        """;

    private const string Hints = """
        # Hints
        ## 1 Where to look
        How many steps has `_count++`?

        ## 2 The idea
        Make them one.
        ## 3 The outline
        `Interlocked` has it.
        """;
}
