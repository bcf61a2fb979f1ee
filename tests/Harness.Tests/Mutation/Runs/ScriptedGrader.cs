using Katas.Engine.Grading;
using Katas.Engine.Reporting;

namespace Katas.Harness.Tests.Mutation.Runs;

/// <summary>Answers as a script says, and remembers what it was asked.</summary>
internal sealed class ScriptedGrader(Func<GradeRequest, GradeReport> answer) : IGrader
{
    public List<GradeRequest> Requests { get; } = [];

    public Task<GradeReport> GradeAsync(
        GradeRequest request, Action<TestReport>? progress = null, bool last = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (Requests) Requests.Add(request);
        return Task.FromResult(answer(request));
    }

    public Task<MutantsFound> FindMutantsAsync(MutantRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>A report of one test.</summary>
    public static GradeReport Report(Verdict verdict, string codeSum, string test = "T", Breakage? breakage = null) =>
        new("welcome", "reference", verdict, [new(test, 1, verdict, "why\nmore", "") { Breakage = breakage }], [], [], "", "")
        {
            CodeSum = codeSum,
        };
}
