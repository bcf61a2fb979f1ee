using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>Holds recorded histories against a model, and adds up what it took.</summary>
/// <remarks>Schedules differ more often than what their clients see: a history that has passed is not judged again.</remarks>
internal sealed class Judgement(SequentialModel model, CheckOptions? options = null)
{
    private readonly HashSet<Sequence<Operation>> _passed = [];

    /// <summary>How many operations were judged.</summary>
    public int Operations { get; private set; }

    /// <summary>How many histories were, and how many of them differed.</summary>
    public (int All, int Different) Histories { get; private set; }

    /// <summary>How many steps the search took in all.</summary>
    public long Steps { get; private set; }

    /// <summary>Judges a history.</summary>
    /// <param name="history">What the clients saw.</param>
    /// <param name="found">How it came about, where that is not told by a seed; <see langword="null"/>: it is.</param>
    /// <exception cref="PropertyFailedException">No order of the calls explains the answers.</exception>
    /// <exception cref="InconclusiveException">The budget ended before a verdict.</exception>
    public void Judge(History history, string? found = null)
    {
        Operations += history.Operations.Count;
        Histories = (Histories.All + 1, Histories.Different);
        var seen = Sequence.Of(history.Operations);
        if (_passed.Contains(seen)) return;
        var result = LinearizabilityChecker.Check(history, model, options);
        Steps += result.Cost.Steps;
        switch (result.Verdict)
        {
            case CheckVerdict.Linearizable:
                _passed.Add(seen);
                Histories = (Histories.All, _passed.Count);
                return;
            case CheckVerdict.Unknown:
                throw new InconclusiveException($"Whether this is a {model.Name} is not known: {result.Reason}");
            default:
                throw JudgementText.Failed(result, found);
        }
    }
}
