using Katas.Cli.Output;
using Katas.Cli.Records;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli;

/// <summary>One call of the command: where it happens, and what it works with.</summary>
/// <param name="root">The clone's root folder; <see langword="null"/> outside of one.</param>
/// <param name="folder">The current folder.</param>
/// <param name="screen">Where it prints.</param>
/// <param name="time">The clock.</param>
/// <param name="startGrading">Makes what grades.</param>
internal sealed class Session(
    string? root, string folder, Screen screen, TimeProvider time, Func<IGrading> startGrading)
{
    private Catalogue? _catalogue;
    private RecordStore? _records;

    /// <summary>Where it prints.</summary>
    public Screen Screen => screen;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The current folder.</summary>
    public string Folder => folder;

    /// <summary>The clone's root folder.</summary>
    /// <exception cref="RequestException">This is not inside a clone.</exception>
    public string Root => root ?? throw NotInAClone(folder);

    /// <summary>All katas.</summary>
    public Catalogue Catalogue => _catalogue ??= Catalogue.Open(Root);

    /// <summary>What the learner has done so far.</summary>
    public RecordStore Records => _records ??= new RecordStore(Root, screen.Warn);

    /// <summary>Makes what grades; the caller disposes of it.</summary>
    public IGrading StartGrading() => startGrading();

    /// <summary>Makes a grader for work that needs several; the caller disposes of each.</summary>
    public Func<IGrader> NewGrader { get; init; } = () => new Grader(root ?? throw NotInAClone(folder));

    /// <summary>A command line to paste.</summary>
    public static string Command(string arguments) => $"{CommandName.Current} {arguments}";

    /// <summary>A path as it is shown: from the current folder when it is below it, else from the root.</summary>
    public string Shown(string path) => Path.GetRelativePath(Base(path), path);

    /// <summary>The folder from which <see cref="Shown"/> counts.</summary>
    public string Base(string path) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? folder : Root;

    /// <summary>What the learner has done, or nothing, with a warning, when that cannot be read.</summary>
    public LearnerRecord ReadRecords()
    {
        try
        {
            return Records.Read();
        }
        catch (RecordsException e)
        {
            screen.Warn(e.Message);
            return new LearnerRecord();
        }
    }

    /// <summary>The kata of that name; without a name the one whose folder this is, else the one graded last.</summary>
    /// <exception cref="UnknownKataException">There is none of that name.</exception>
    /// <exception cref="RequestException">No name was given, and none can be guessed.</exception>
    public Kata Choose(string? typed)
    {
        if (typed is not null) return Catalogue.Get(typed);
        if (KataHere() is { } here) return here;
        if (ReadRecords().Last is { } last && Catalogue.All.FirstOrDefault(kata => kata.Id == last) is { } graded)
            return graded;
        var example = Catalogue.All.Count > 0 ? Catalogue.All[0].Id : "welcome";
        throw new RequestException(
            $"Which kata? Name one, such as {example}, or go to its folder below katas/. " +
            $"All of them: {Command("list")}");
    }

    /// <summary>Why nothing can be done here.</summary>
    public static RequestException NotInAClone(string folder) => new(
        $"{folder} is not inside a clone of Katas: no Katas.sln here or above. " +
        $"Change to your clone, or clone the repository first; or name it in {KataRoot.Variable}.");

    private Kata? KataHere()
    {
        var parts = Path.GetRelativePath(Root, folder).Split(Path.DirectorySeparatorChar);
        return parts is ["katas", var track, var name, ..]
            ? Catalogue.All.FirstOrDefault(kata => kata.Track == track && kata.Name == name)
            : null;
    }
}
