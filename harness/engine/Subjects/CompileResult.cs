using Microsoft.CodeAnalysis;

namespace Katas.Engine.Subjects;

/// <summary>A source file as text.</summary>
/// <param name="Path">The path that diagnostics and stack traces show.</param>
/// <param name="Text">Its contents.</param>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>Reads a file; another program may be writing it.</summary>
    public static SourceFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return new(path, reader.ReadToEnd());
    }
}

/// <summary>What a compile gave.</summary>
/// <param name="Image">The compiled bytes; <see langword="null"/> when there were errors.</param>
/// <param name="Diagnostics">The compiler's errors, or its warnings when there were none; most severe first.</param>
/// <param name="Analysis">What the analyzers found, most severe first; empty when it did not compile, or nobody asked.</param>
public sealed record CompileResult(
    SubjectImage? Image, IReadOnlyList<Finding> Diagnostics, IReadOnlyList<Finding> Analysis)
{
    /// <summary>A sum of the optimized code, where it was asked for and there were no errors.</summary>
    public string? CodeSum { get; init; }
}

/// <summary>What a compile is for.</summary>
public enum CompileFor
{
    /// <summary>Grading: with what the analyzers find, and with the subject's own assertions.</summary>
    Grading,

    /// <summary>
    /// Mutants: optimized, with a sum of the code, and without symbols and <c>DEBUG</c>. A <c>Debug.Assert</c> of the subject
    /// ends the process; the question is what the tests notice.
    /// </summary>
    Mutation,
}

/// <summary>One diagnostic, in the compiler's own words.</summary>
/// <param name="Id">Such as <c>CS0103</c> or <c>KATA0001</c>.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="File">The file's path; empty when the diagnostic has no place.</param>
/// <param name="Line">1-based; 0 when the diagnostic has no place.</param>
/// <param name="Column">1-based; 0 when the diagnostic has no place.</param>
/// <param name="Message">The message.</param>
public sealed record Finding(string Id, string Severity, string File, int Line, int Column, string Message)
{
    /// <summary>As the compiler prints it, with the path relative to <paramref name="root"/>.</summary>
    public string Show(string root)
    {
        var place = File.Length == 0 ? "" : $"{Path.GetRelativePath(root, File)}({Line},{Column}): ";
        return $"{place}{Severity} {Id}: {Message}";
    }

    internal static Finding From(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var placed = diagnostic.Location.IsInSource;
        return new(
            diagnostic.Id,
            diagnostic.Severity.ToString().ToLowerInvariant(),
            placed ? span.Path : "",
            placed ? span.StartLinePosition.Line + 1 : 0,
            placed ? span.StartLinePosition.Character + 1 : 0,
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
