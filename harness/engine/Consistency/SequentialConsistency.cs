using Katas.Engine.Consistency.Orders;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Searching;

namespace Katas.Engine.Consistency;

/// <summary>
/// Sequential consistency: is there one legal order of all operations that keeps each client's own order? Lamport, "How to
/// make a multiprocessor computer that correctly executes multiprocess programs", IEEE Trans. Computers 1979.
/// </summary>
/// <remarks>
/// <para>Real time between clients does not count, so a read may be arbitrarily old as long as all clients can agree on one
/// story. Unlike linearizability this is not local: each key alone may have an order while together they have none (the
/// store buffer's litmus test). So keys are not judged one by one, and the check is harder: NP-complete even for
/// registers (Gibbons and Korach, "Testing shared memories", SIAM J. Comput. 1997).</para>
/// <para>An operation that never returned comes after what its client had done, and before nothing; or it never took
/// effect.</para>
/// <para>The check first asks whether the history is linearizable, which is more and often cheaper to show. Then it searches
/// over what each client has done and the states, and remembers where it was in vain.</para>
/// </remarks>
public static class SequentialConsistency
{
    private const string Condition = "sequential consistency";

    /// <summary>Checks a history against a model.</summary>
    /// <param name="history">What the clients saw.</param>
    /// <param name="model">What one client alone would see.</param>
    /// <param name="options">Budgets; <see langword="null"/>: the defaults. Ended budgets mean Unknown.</param>
    /// <param name="cancel">Ends the check with Unknown, between two steps of the model.</param>
    /// <returns>
    /// The verdict, with a witness order, or with one anomaly <c>no-common-order</c>: a few operations that have no order
    /// whatever the others did.
    /// </returns>
    /// <exception cref="ModelException">
    /// The model is at fault: it threw, changed a state, or cannot take an operation.
    /// </exception>
    public static ConsistencyReport Check(
        History history, SequentialModel model, CheckOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new CheckOptions();
        var problem = new OrderProblem(history, model);
        if (RealTimeOrder.Of(problem, options, cancel) is { } order) return Satisfied(history, order);
        var budget = new SearchBudget(options.MaxSteps, options.MaxBytes, cancel);
        var search = new OrderSearch(problem, problem.Returned);
        return search.Run(budget) switch
        {
            ConsistencyVerdict.Satisfied => Satisfied(history, search.Order),
            ConsistencyVerdict.Violation => ConsistencyReport.Of(
                Condition, [new OrderCore(problem, options, cancel).Find()]),
            _ => ConsistencyReport.Unknown(Condition, $"Nothing was shown: {budget.Ended}."),
        };
    }

    private static ConsistencyReport Satisfied(History history, IEnumerable<int> order) =>
        new(ConsistencyVerdict.Satisfied, Condition) { Witness = [.. order.Select(i => history.Operations[i])] };
}
