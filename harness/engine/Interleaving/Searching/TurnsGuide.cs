using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>After so many decisions the next thread goes on.</summary>
internal sealed class TurnsGuide(int length) : IGuide
{
    private int _last = -1;
    private int _made;

    public bool NeedsSteps => false;

    public int Choose(int number, ulong candidates, int preferred) =>
        _last = _last < 0 ? preferred
            : ++_made % length != 0 && (candidates >> _last & 1) != 0 ? _last
            : Candidates.NextAfter(_last, candidates);

    public bool IsFair => true;

    public bool IsRedundant(int onlyCandidate) => false;

    public void Made(Step step) { }
}
