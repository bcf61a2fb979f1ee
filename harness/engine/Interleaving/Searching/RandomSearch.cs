using System.Numerics;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Schedules by chance, each from a seed of its own.</summary>
/// <remarks>
/// Each thread has a random priority, drawn again after each step that another thread could notice; the highest goes on. After
/// Yuan, Yang and Gu, "Partial Order Aware Concurrency Sampling", CAV 2018: orders of conflicting steps are met about evenly,
/// which a coin at each step does not do.
/// </remarks>
internal sealed class RandomSearch(int seed) : ISearch
{
    private int _number;

    public string Scope => "a sample";

    public IGuide? Next() => new Guide(new Random(unchecked((seed * 397) ^ _number++)));

    public void Learn(ScheduleRun run) { }

    private sealed class Guide(Random random) : IGuide
    {
        private readonly Dictionary<int, int> _priorities = [];

        public bool NeedsSteps => true;

        public int Choose(int number, ulong candidates, int preferred)
        {
            var best = -1;
            for (var left = candidates; left != 0; left &= left - 1)
            {
                var thread = BitOperations.TrailingZeroCount(left);
                if (!_priorities.ContainsKey(thread))
                    _priorities[thread] = random.Next();
                if (best < 0 || _priorities[thread] > _priorities[best])
                    best = thread;
            }

            return best;
        }

        public bool IsRedundant(int onlyCandidate) => false;

        public void Made(Step step) => _priorities[step.Thread] = random.Next();
    }
}
