using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>Follows given choices, then prefers.</summary>
internal sealed class ReplayGuide(IReadOnlyList<int> choices) : IGuide
{
    public bool NeedsSteps => false;

    public int Choose(int number, ulong candidates, int preferred) =>
        number < choices.Count && (candidates >> choices[number] & 1) != 0 ? choices[number] : preferred;

    public bool IsRedundant(int onlyCandidate) => false;

    public void Made(Step step) { }
}
