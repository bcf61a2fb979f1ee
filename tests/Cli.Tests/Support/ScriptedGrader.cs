using Katas.Engine.Grading;
using Katas.Engine.Mutation;

namespace Katas.Cli.Tests.Support;

/// <summary>
/// Stands for the hosts of <c>kata mutate</c>: it passes what is whole, and answers for each mutant as a test says.
/// </summary>
internal sealed class ScriptedGrader(IReadOnlyList<Mutant> mutants, Func<GradeRequest, GradeReport> answer) : IGrader
{
    public Task<GradeReport> GradeAsync(
        GradeRequest request, Action<TestReport>? progress = null, bool last = false, CancellationToken cancellation = default) =>
        Task.FromResult(answer(request) with { Kata = request.Kata, Subject = request.Subject });

    public Task<MutantsFound> FindMutantsAsync(MutantRequest request, CancellationToken cancellation = default) =>
        Task.FromResult(new MutantsFound(mutants, "original"));

    public void Dispose()
    {
    }
}
