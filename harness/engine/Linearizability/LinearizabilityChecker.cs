using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability;

/// <summary>
/// Decides whether a concurrent history could have come from an object that does one operation at a time, each at some
/// moment between its call and its return.
/// </summary>
/// <remarks>Its methods keep nothing and may be called from several threads at once.</remarks>
public static class LinearizabilityChecker
{
    /// <summary>Checks a history against a model.</summary>
    /// <param name="history">What the clients saw.</param>
    /// <param name="model">What one client alone would see.</param>
    /// <param name="options">Budgets; <see langword="null"/>: the defaults.</param>
    /// <param name="cancel">Ends the check with <see cref="CheckVerdict.Unknown"/>, even inside a step of the model.</param>
    /// <returns>The verdict with its evidence. Never a pass that was not shown.</returns>
    /// <exception cref="ModelException">The model is at fault: it threw, changed a state, or cannot take an
    /// operation.</exception>
    public static CheckResult Check(
        History history, SequentialModel model, CheckOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(model);
        var check = new Check(history, model, options ?? new CheckOptions(), cancel);
        return cancel.CanBeCanceled ? Abortable.Run(check.Run, check.Aborted, cancel) : check.Run();
    }
}
