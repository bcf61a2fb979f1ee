using Katas.Engine.Grading;

namespace Katas.Cli;

/// <summary>Whatever grades: the engine's grader, or a script in a test.</summary>
internal interface IGrading : IDisposable
{
    /// <summary>Grades; see <see cref="Grader.GradeAsync"/>.</summary>
    Task<GradeReport> GradeAsync(
        GradeRequest request, Action<TestReport>? progress, bool last, CancellationToken cancellation);
}

/// <summary>Grades in child processes.</summary>
internal sealed class HostGrading(Grader grader) : IGrading
{
    /// <inheritdoc/>
    public Task<GradeReport> GradeAsync(
        GradeRequest request, Action<TestReport>? progress, bool last, CancellationToken cancellation) =>
        grader.GradeAsync(request, progress, last, cancellation);

    /// <inheritdoc/>
    public void Dispose() => grader.Dispose();
}
