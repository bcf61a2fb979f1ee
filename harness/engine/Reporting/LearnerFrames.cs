using System.Diagnostics;
using Katas.Engine.Interleaving.Tracing;
using Katas.Engine.Subjects;

namespace Katas.Engine.Reporting;

/// <summary>Finds a person's own lines in a stack trace; the harness's frames tell them nothing.</summary>
internal static class LearnerFrames
{
    /// <summary>The place nearest to the throw, such as <c>TryTake (RateLimiter.cs:31)</c>, or null.</summary>
    public static string? First(Exception exception, Kata kata) =>
        Of(new StackTrace(exception, fNeedFileInfo: true), kata).FirstOrDefault()
        ?? (exception.InnerException is { } inner ? First(inner, kata) : null);

    /// <summary>All such places, nearest first.</summary>
    public static IEnumerable<string> Of(StackTrace trace, Kata kata) =>
        from frame in trace.GetFrames()
        let file = frame.GetFileName()
        where file is not null && IsSubject(file, kata)
        select $"{StackText.Name(frame)} ({Path.GetFileName(file)}:{frame.GetFileLineNumber()})";

    private static bool IsSubject(string file, Kata kata) =>
        file.StartsWith(kata.Folder, StringComparison.Ordinal)
        || file.StartsWith(kata.ReferenceFolder, StringComparison.Ordinal);
}
