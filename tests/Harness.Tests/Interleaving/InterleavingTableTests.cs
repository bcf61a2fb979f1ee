using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

internal sealed class InterleavingTableTests
{
    [Test]
    public void Without_a_trace_there_is_no_table() =>
        Assert.That(InterleavingTable.Render(Failed()), Is.Empty);

    [Test]
    public void A_long_trace_is_folded_in_the_middle()
    {
        var steps = Enumerable.Range(1, 9).Select(i => Step(0, $"write _n <- {i}", $"{i}")).ToArray();

        Assert.That(InterleavingTable.Render(Failed(steps), maxRows: 5), Is.EqualTo(
            """
             # | T1 Left            | T2 Right | shared
             1 | write _n <- 1  :10 |          | 1
             2 | write _n <- 2  :10 |          | 2
               | … 5 steps …
             8 | write _n <- 8  :10 |          | 8
             9 | write _n <- 9  :10 |          | 9
            """));
    }

    [Test]
    public void Wide_cells_are_cut()
    {
        var table = InterleavingTable.Render(
            Failed(Step(0, "write " + new string('x', 90), "1"), Step(1, "read  _n -> 1", "1")), maxColumns: 60);

        Assert.That(table, Is.EqualTo(
            """
             # | T1 Left                   | T2 Right           | shared
             1 | write xxxxxxxxxxxxxx… :10 |                    | 1
             2 |                           | read  _n -> 1  :10 | 1
            """));
    }

    [Test]
    public void A_thread_that_waits_or_has_ended_was_not_preempted()
    {
        var table = InterleavingTable.Render(Failed(
            Step(0, "lock _gate"), Step(1, "waits for _gate"), Step(0, "unlock _gate"), Step(1, "lock _gate")));

        Assert.That(table.Split("** switch **"), Has.Length.EqualTo(2));
    }

    [Test]
    public void A_write_that_went_by_the_latest_value_overwrites_nothing()
    {
        var table = InterleavingTable.Render(Failed(
            Step(0, "read  _n -> 0", "0"), Step(1, "write _n <- 1", "1"), Step(0, "read  _n -> 1", "1"),
            Step(0, "write _n <- 2", "2")));

        Assert.That(table, Does.Not.Contain("overwrites"));
    }

    private static TraceStep Step(int thread, string text, string? shared = null) =>
        new(thread, text, "Sample.cs", 10, shared);

    private static ExplorationResult Failed(params TraceStep[] trace) => new()
    {
        Outcome = ExplorationOutcome.PropertyBroken,
        Schedules = 1,
        ThreadNames = ["Left", "Right"],
        Uncontrolled = [],
        Trace = trace,
    };
}
