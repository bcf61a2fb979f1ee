using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Specs;

/// <content>Clients on real threads, judged by a model.</content>
public abstract partial class KataSpec<TContract>
{
    /// <summary>
    /// Lets clients call one subject from real threads, all at a time, and asks whether a sequential model explains their
    /// answers. Run after run, each with a seed of its own.
    /// </summary>
    /// <param name="create">Makes a fresh subject for each run, with <see cref="Make"/>.</param>
    /// <param name="model">What one client alone would see.</param>
    /// <param name="clients">How many threads.</param>
    /// <param name="seeds">How many runs.</param>
    /// <param name="script">What a client does; its choices come from <see cref="Client{T}.Random"/>.</param>
    /// <remarks>
    /// The seed fixes what each client asks as far as it does not depend on answers. Which thread comes first is up to the
    /// machine: a pass says nothing about other runs, and a failure may need several runs to be seen again. <c>Explore</c>
    /// is what searches; this catches what happens inside the framework, where exploring cannot look.
    /// </remarks>
    /// <exception cref="PropertyFailedException">No order of the calls explains the answers.</exception>
    protected void Judge(
        Func<TContract> create, SequentialModel model, int clients, int seeds, Action<Client<TContract>> script)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(script);
        ArgumentOutOfRangeException.ThrowIfLessThan(clients, 1);
        var judgement = new Judgement(model);
        _judging = true; // the history tells the calls; a second record behind a lock would keep clients apart
        foreach (var seed in SpecSeed.Take(seeds))
        {
            Fresh();
            _seed = seed; // stays when the judgement throws: the failure tells it
            var recorder = new HistoryRecorder();
            var subject = create();
            ClientThreads.Run([.. Enumerable.Range(1, clients).Select(number =>
                new Client<TContract>(subject, recorder, number, new Random(SeedOf(seed, number))))], script);
            judgement.Judge(recorder.ToHistory(), found:
                $"Found on real threads with seed {SpecSeed.Show(seed)}. No seed fixes their timing: it may take several runs.");
        }

        (_seed, _judging) = (null, false);
        _statistics.Add(
            $"{clients} clients, {judgement.Operations} operations in {judgement.Histories.All} runs: " +
            $"{judgement.Steps} steps show that each run is linearizable.");
    }

    /// <summary>Each client's own. Not from System.HashCode, whose values differ from process to process.</summary>
    private static int SeedOf(int seed, int client) => (seed * 397) ^ client;
}
