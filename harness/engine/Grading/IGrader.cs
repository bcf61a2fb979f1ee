namespace Katas.Engine.Grading;

/// <summary>Whatever answers requests: child processes, or a script in a test.</summary>
/// <remarks>One request at a time.</remarks>
public interface IGrader : IDisposable
{
    /// <summary>Grades; see <see cref="Grader.GradeAsync"/>.</summary>
    Task<GradeReport> GradeAsync(
        GradeRequest request,
        Action<TestReport>? progress = null,
        bool last = false,
        CancellationToken cancellation = default);

    /// <summary>The mutants that our own operators make of a subject.</summary>
    /// <exception cref="Subjects.SubjectBrokenException">It does not compile, or is not there; the message says so.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<MutantsFound> FindMutantsAsync(MutantRequest request, CancellationToken cancellation = default);
}
