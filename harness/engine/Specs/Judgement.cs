using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>Holds recorded histories against a model, and adds up what it took.</summary>
/// <remarks>Schedules differ more often than what their clients see: a history that has passed is not judged again.</remarks>
internal sealed class Judgement(SequentialModel model)
{
    private readonly HashSet<Sequence<Operation>> _passed = [];

    /// <summary>How many operations were judged.</summary>
    public int Operations { get; private set; }

    /// <summary>How many histories were, and how many of them differed.</summary>
    public (int All, int Different) Histories { get; private set; }

    /// <summary>How many steps the search took in all.</summary>
    public long Steps { get; private set; }

    /// <summary>Judges a history.</summary>
    /// <exception cref="PropertyFailedException">No order of the calls explains the answers.</exception>
    /// <exception cref="InconclusiveException">The budget ended before a verdict.</exception>
    public void Judge(History history)
    {
        Operations += history.Operations.Count;
        var isNew = _passed.Add(Sequence.Of(history.Operations));
        Histories = (Histories.All + 1, _passed.Count);
        if (!isNew) return;
        var result = LinearizabilityChecker.Check(history, model);
        Steps += result.Cost.Steps;
        switch (result.Verdict)
        {
            case CheckVerdict.Linearizable:
                return;
            case CheckVerdict.Unknown:
                throw new InconclusiveException($"Whether this is a {model.Name} is not known: {result.Reason}");
            default:
                throw JudgementText.Failed(result, history);
        }
    }
}
