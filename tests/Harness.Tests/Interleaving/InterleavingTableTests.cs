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
        var steps = Enumerable.Range(1, 9).Select(i => Step(0, $"write _f{i} <- {i}", $"{i}")).ToArray();

        Assert.That(InterleavingTable.Render(Failed(steps), maxRows: 5), Is.EqualTo(
            """
             # | T1 Left             | shared
             1 | write _f1 <- 1  :10 | 1
             2 | write _f2 <- 2  :10 | 2
               | … 5 steps …
             8 | write _f8 <- 8  :10 | 8
             9 | write _f9 <- 9  :10 | 9
            """));
    }

    [Test]
    public void The_turns_of_a_loop_are_counted()
    {
        var steps = Enumerable.Range(0, 9).SelectMany(i => new[]
        {
            Step(0, $"read  _n -> {i}", $"{i}"), Step(0, $"write _n <- {i + 1}", $"{i + 1}"), Step(0, "pulse _gate"),
        });

        Assert.That(InterleavingTable.Render(Failed([.. steps, Step(1, "read  _n -> 9", "9")])), Is.EqualTo(
            """
             # | T1 Left            | T2 Right           | shared
             1 | read  _n -> 0  :10 |                    | 0
             2 | write _n <- 1  :10 |                    | 1
             3 | pulse _gate    :10 |                    |
               | … 8 more turns of the same 3 steps …
            28 |   ** ended **      | read  _n -> 9  :10 | 9
            """));
    }

    [Test]
    public void A_wide_step_goes_on_over_empty_columns()
    {
        var table = InterleavingTable.Render(
            Failed(Step(0, "write " + new string('x', 20), "1"), Step(1, "read  _n -> 1", "1")), maxColumns: 50);

        Assert.That(table, Is.EqualTo(
            """
             # | T1 Left               | T2 Right
             1 | write xxxxxxxxxxxxxxxxxxxx             :10
             2 |   ** ended **         | read  _n -> 1  :10
            """));
    }

    [Test]
    public void What_does_not_fit_is_cut()
    {
        var table = InterleavingTable.Render(
            Failed(Step(0, "write " + new string('x', 90), "1"), Step(1, "read  _n -> 1", "1")), maxColumns: 60);

        Assert.That(table.Split('\n').Select(line => line.Length), Has.All.AtMost(60));
        Assert.That(table, Does.Contain("x… :10"));
    }

    [Test]
    public void The_file_is_named_where_there_are_several()
    {
        var other = Step(1, "read  _n -> 1", "1") with { File = "/src/Other.cs", Line = 7 };
        var table = InterleavingTable.Render(Failed(Step(0, "write _n <- 1", "1"), Step(0, "lock _gate"), other));

        Assert.That(table, Does.Contain("read  _n -> 1  Other.cs:7").And.EndsWith("Lines without a name are in Sample.cs."));
    }

    [Test]
    public void Five_columns_fit_in_a_hundred_characters()
    {
        var names = new[] { "Deposit(100)", "Withdraw(100)", "task", "task", "timer" };
        var steps = Enumerable.Range(0, 12).Select(i => Step(i % 5, $"write _accounts[{i}]._balance <- {i}", $"{i}"));
        var table = InterleavingTable.Render(Failed([.. steps]) with { ThreadNames = names });

        Assert.That(table.Split('\n').Select(line => line.Length), Has.All.AtMost(100));
        Assert.That(table, Does.Contain("write _accounts[0]._balance <- 0").And.Contain("write _accounts[4]._balance <- 4"));
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
