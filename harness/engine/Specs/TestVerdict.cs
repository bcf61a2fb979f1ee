using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>A verdict and the text that explains it.</summary>
internal sealed record TestVerdict(Verdict Verdict, string? Text, Breakage? Breakage = null)
{
    /// <summary>What the exception of a test means, or its absence.</summary>
    public static TestVerdict Of(Exception? thrown, IGraded graded) => thrown switch
    {
        null or SuccessException => new(Verdict.Passed, null),
        PropertyFailedException failed => new(Verdict.Failed, FailureText.Property(graded, failed)),
        InconclusiveException inconclusive => new(Verdict.Inconclusive, inconclusive.Message),
        AssertionException assertion => new(Verdict.Failed, assertion.Message),
        NotImplementedException missing => new(Verdict.Failed, FailureText.NotWritten(graded, missing)),
        SubjectBrokenException broken => Broke(FailureText.Broken(graded, broken.Message), Grading.Breakage.Unusable),
        TypeInitializationException type => Broke(FailureText.TypeInitializer(graded, type), Grading.Breakage.Unusable),
        OutOfMemoryException => Broke(FailureText.OutOfMemory(graded), Grading.Breakage.OutOfMemory),
        _ => new(Verdict.Failed, FailureText.Threw(graded, thrown)),
    };

    private static TestVerdict Broke(string text, Breakage breakage) => new(Verdict.Broken, text, breakage);
}
