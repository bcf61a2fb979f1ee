using Katas.Cli.Output;
using Katas.Engine.Mutation;

namespace Katas.Cli.Mutation;

/// <summary>How far a run is: a bar for a person, nothing for a pipe.</summary>
/// <remarks>One call at a time.</remarks>
internal sealed class MutationProgress(Screen screen, int total)
{
    private const int Width = 30;
    private readonly Dictionary<MutantFate, int> _counts = [];
    private int _done;

    /// <summary>Another result is known.</summary>
    public void Add(MutantResult result)
    {
        _done++;
        _counts[result.Fate] = _counts.GetValueOrDefault(result.Fate) + 1;
        var full = Width * _done / total;
        screen.Status(
            $"[{new string('#', full)}{new string('.', Width - full)}] {_done} of {total}: {Count(MutantFate.Killed)} killed, " +
            $"{Count(MutantFate.Survived)} survived, {Count(MutantFate.TimedOut)} timed out");
    }

    private int Count(MutantFate fate) => _counts.GetValueOrDefault(fate);
}
