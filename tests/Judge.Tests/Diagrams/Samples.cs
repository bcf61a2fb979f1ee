using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Counterexamples;

namespace Katas.Judge.Tests.Diagrams;

/// <summary>Verdicts to draw.</summary>
internal static class Samples
{
    private const long Millisecond = 1_000_000;

    public static CheckCost Cost { get; } = new(187, 3, 1234, 900, 65536, "search");

    public static CheckResult Unexplained { get; } = new(CheckVerdict.Violation, "queue", Cost);

    public static CheckResult Unknown { get; } = new(CheckVerdict.Unknown, "queue", Cost)
    {
        Reason = "50,000,000 steps ended with 61 of 187 operations placed",
    };

    /// <summary>A read of a value that was overwritten before the read began, during a partition.</summary>
    public static (History History, CheckResult Result) StaleRead(bool withFaults = true, TimeUnit unit = TimeUnit.Nanosecond)
    {
        var builder = new HistoryBuilder(unit);
        Put(builder, 1, 1, 0, 12);
        Put(builder, 2, 2, 15, 31);
        builder.Invoke(3, new Call("get", key: "x"), 35 * Millisecond);
        builder.Return(3, 1L, 44 * Millisecond);
        if (withFaults) builder.Annotate(new Annotation("partition {n1, n2} | {n3}", 20 * Millisecond, 40 * Millisecond));
        if (withFaults) builder.Annotate(new Annotation("n3 pauses", 33 * Millisecond, 33 * Millisecond, 3));
        var history = builder.Build();
        return (history, Violation(history, [0, 1], ["1", "2"], 2, ["2"], "put(2) had finished before it began", key: "x"));
    }

    /// <summary>Operations that never returned, or whose return does not matter.</summary>
    public static (History History, CheckResult Result) OpenAndRelaxed()
    {
        var builder = new HistoryBuilder();
        foreach (var client in new[] { 1, 2, 3 }) builder.Invoke(client, new Call("enqueue", client));
        builder.Return(2, null);
        builder.LeaveOpen(1);
        builder.Invoke(1, new Call("dequeue"));
        builder.Return(1, 2);
        builder.Return(3, null);
        builder.Invoke(4, new Call("dequeue"));
        builder.Return(4, 2);
        builder.Invoke(2, new Call("size"));
        builder.ReturnUnknown(2);
        var history = builder.Build();
        var result = Violation(
            history, [1, 0, 2, 3, 5], ["[2]", "[2, 1]", "[2, 1, 3]", "[1, 3]", "[1, 3]"], 4, ["1"],
            "2 was enqueued once and dequeued before", isMinimal: false);
        var core = result.Counterexample!;
        return (history, result with
        {
            Counterexample = core with
            {
                Operations = [.. core.Operations.Select(each => each with { Relaxed = each.Operation.Index == 2 })],
            },
        });
    }

    /// <summary>As many clients as asked for, each with one write, and a read of something that nobody wrote.</summary>
    public static (History History, CheckResult Result) Many(int clients, Func<int, object> value, int overlap = 3)
    {
        var builder = new HistoryBuilder(TimeUnit.Nanosecond);
        for (var i = 0; i < clients; i++)
        {
            builder.Invoke(i, new Call("append", value(i)), i * 700_000L);
            builder.Return(i, null, ((i + overlap) * 700_000L) + 100_000);
        }

        builder.Invoke(clients, new Call("get"), clients * 800_000L);
        builder.Return(clients, value(clients), (clients + 4) * 800_000L);
        builder.Annotate(new Annotation("crash of n2", 1_000_000, 3_000_000));
        var history = builder.Build();
        var states = Enumerable.Range(0, clients).Select(i => $"{i + 1} items");
        return (history, Violation(history, [.. Enumerable.Range(0, clients)], [.. states], clients, [], "nobody wrote it"));
    }

    public static (History History, CheckResult Result) Witness()
    {
        var history = OpenAndRelaxed().History;
        Operation[] order = [.. new[] { 1, 0, 2, 3, 5 }.Select(i => history.Operations[i])];
        return (history, new CheckResult(CheckVerdict.Linearizable, "queue", Cost) { Witnesses = [(null, order)] });
    }

    public static CheckResult Violation(
        History history, int[] order, string[] states, int impossible, string[] legal, string reason,
        object? key = null, bool isMinimal = true)
    {
        var operations = order.Append(impossible).Order().Select(i => new CoreOperation(history.Operations[i], Relaxed: false));
        var placed = order.Select((index, i) => new Placed(history.Operations[index], states[i]));
        return new CheckResult(CheckVerdict.Violation, "register", Cost)
        {
            Counterexample = new Counterexample(
                key, [.. operations], history.Operations[impossible], [.. placed], legal, reason, isMinimal, 187,
                history.Annotations, history.Unit),
        };
    }

    private static void Put(HistoryBuilder builder, int client, int value, long from, long to)
    {
        builder.Invoke(client, new Call("put", value, "x"), from * Millisecond);
        builder.Return(client, null, to * Millisecond);
    }
}
