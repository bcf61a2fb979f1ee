using System.Collections.Concurrent;
using Katas.Engine.Grading;

namespace Katas.Engine.Mutation;

/// <summary>
/// Tries mutants one after another, in a few warm processes at once, and keeps each result as soon as it is known.
/// </summary>
/// <remarks>
/// Tests that killed many mutants are asked first, and the one that killed this mutant the last time before all: a mutant
/// that dies takes one test. Which result a mutant gets does not depend on that order, except for the name of the test.
/// </remarks>
/// <param name="newGrader">Makes a grader for each worker.</param>
/// <param name="store">Where results are kept, and found again.</param>
/// <param name="workers">How many processes; at least 1.</param>
public sealed class MutationRun(Func<IGrader> newGrader, MutationStore store, int workers)
{
    /// <summary>Tries all mutants of a plan that have no result yet.</summary>
    /// <param name="plan">What to try.</param>
    /// <param name="progress">Is told each result, also those of an earlier run; one call at a time.</param>
    /// <param name="cancellation">Stops; what is known is kept.</param>
    /// <returns>A result for each mutant, in the plan's order.</returns>
    /// <exception cref="MutationFailedException">The harness, not a mutant, failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<MutantResult>> RunAsync(
        MutationPlan plan, Action<MutantResult>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var results = new ConcurrentDictionary<string, MutantResult>();
        foreach (var known in plan.Mutants.Select(store.Find).OfType<MutantResult>()) Enter(known, results, progress);
        var open = new ConcurrentQueue<Mutant>(plan.Mutants.Where(mutant => !results.ContainsKey(mutant.Name)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var gate = new Lock();
        var work = Enumerable.Range(0, Math.Min(workers, open.Count)).Select(_ => Task.Run(WorkAsync, stop.Token)).ToList();
        await Task.WhenAll(work).ConfigureAwait(false);
        return MutationReport.WithoutRepeats(plan.Mutants.Select(mutant => results[mutant.Name]));

        async Task WorkAsync()
        {
            try
            {
                using var grader = newGrader();
                while (open.TryDequeue(out var mutant))
                {
                    var request = MutantGrading.Ask(plan, mutant, store.KillersFirst(mutant));
                    var report = await grader.GradeAsync(request, cancellation: stop.Token).ConfigureAwait(false);
                    var result = MutantGrading.Read(plan, mutant, report);
                    lock (gate)
                    {
                        store.Add(result);
                        Enter(result, results, progress);
                    }
                }
            }
            catch (Exception)
            {
                await stop.CancelAsync().ConfigureAwait(false); // the others need not finish what nobody will see
                throw;
            }
        }
    }

    private static void Enter(
        MutantResult result, ConcurrentDictionary<string, MutantResult> results, Action<MutantResult>? progress)
    {
        results[result.Mutant.Name] = result;
        progress?.Invoke(result);
    }
}
