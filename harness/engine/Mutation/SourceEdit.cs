using Katas.Engine.Subjects;

namespace Katas.Engine.Mutation;

/// <summary>One change of one of a subject's files.</summary>
/// <param name="File">The file, from the repository's root, with <c>/</c> between folders.</param>
/// <param name="Start">Where the text begins that goes, in characters from the file's beginning.</param>
/// <param name="Length">How many characters go.</param>
/// <param name="Text">What comes in their place.</param>
public sealed record SourceEdit(string File, int Start, int Length, string Text)
{
    /// <summary>The sources with this change.</summary>
    /// <exception cref="PatchException">The subject has no such file, or it has become shorter.</exception>
    public IReadOnlyList<SourceFile> Apply(string root, IReadOnlyList<SourceFile> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var path = Path.GetFullPath(Path.Combine(root, File));
        var at = sources.ToList().FindIndex(source => Path.GetFullPath(source.Path) == path);
        if (at < 0) throw new PatchException($"The subject has no file {File}, which the mutant changes.");
        var text = sources[at].Text;
        if (Start < 0 || Start + Length > text.Length)
            throw new PatchException(
                $"{File} has {text.Length} characters; the mutant changes those from {Start} to {Start + Length}.");
        var changed = sources[at] with { Text = text[..Start] + Text + text[(Start + Length)..] };
        return [.. sources.Take(at), changed, .. sources.Skip(at + 1)];
    }

    /// <summary>A file's path as <see cref="File"/> has it.</summary>
    public static string Relative(string root, string path) =>
        Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
