using Katas.Engine.Subjects;
using Katas.Judge.Tests.Support;

namespace Katas.Judge.Tests.Searching;

/// <summary>
/// The fuzzing is worth something: each of these small mistakes in the search, most of them plausible, is noticed by it.
/// </summary>
public sealed class PlantedBugTests
{
    private const int MostSeeds = 4000;

    private static readonly string[] Types = ["cas-register", "register", "queue", "counter", "mutex", "stack"];

    [OneTimeSetUp]
    public void LendTheCompiler() => SdkRoslyn.Register();

    [Test]
    public void Nothing_planted_nothing_found()
    {
        var fuzz = PlantedBug.Plant("Searching/Search.cs", "_scan++;", "_scan++;");
        Assert.That(Types.Select(type => fuzz(type, 200)), Is.All.Empty);
    }

    [Test]
    public void Read_only_operations_taken_where_they_are_illegal() => IsFound(
        "Searching/Search.cs", "if (_transitions.Next(_state, @class) < 0) return false;", "");

    [Test]
    public void The_least_urgent_of_a_class_instead_of_the_most_urgent() => IsFound(
        "Searching/Search.cs", "        _scan++;\n",
        "        _scan++;\n        foreach (var operation in _open.Endless) Consider(operation, last, stateBefore);\n");

    [Test]
    public void Of_two_endless_neighbours_that_commute_neither_order() => IsFound(
        "Searching/Search.cs",
        "(problem.Deadline[a] == problem.Deadline[b] && problem.Operations.Calls[a] < problem.Operations.Calls[b])",
        "problem.Deadline[a] == problem.Deadline[b]");

    [Test]
    public void Neighbours_taken_to_commute_whatever_they_do() => IsFound(
        "Searching/Search.cs",
        "return alone >= 0 && _transitions.Next(alone, _transitions.ClassOf[last.Operation]) == move.Next;",
        "return alone >= 0;");

    [Test]
    public void An_operation_that_returns_is_left_out_because_it_has_no_effect_here() => IsFound(
        "Searching/Search.cs", "move.Next == _state && problem.Deadline[move.Operation] == Problem.Never &&",
        "move.Next == _state &&");

    [Test]
    public void Configurations_told_apart_without_their_state() => IsFound(
        "Searching/ConfigurationTable.cs", "entry.State == state && ", "");

    [Test]
    public void Configurations_told_apart_without_what_is_done() => IsFound(
        "Searching/Search.cs", "_seen.Add(_open.Due, _done, _state)", "_seen.Add(_open.Due, default, _state)");

    [Test]
    public void Looking_ahead_without_the_calls_that_are_still_to_come() => IsFound(
        "Searching/LookAhead.cs", "called = CollectCalls(called, problem.CallsFrom[due + 1]);", "");

    [Test]
    public void Looking_ahead_one_step_only() => IsFound(
        "Searching/FewStates.cs", "before != reached;", "before == 0;");

    [Test]
    public void Forgetting_a_beginning_together_with_what_was_open_then() => IsFound(
        "Counterexamples/Sketch.cs", "_operations[operation].Returned < Since", "_operations[operation].Invoked < Since");

    [Test]
    public void Beginning_late_in_the_first_state_instead_of_any() => IsFound(
        "Counterexamples/Sketch.cs", "Since == long.MinValue ? [transitions.Initial]", "true ? [transitions.Initial]");

    [Test]
    public void Half_open_intervals() => IsFound(
        "TimedOperations.cs", "times[returned] < invoked", "times[returned] <= invoked");

    private static void IsFound(string file, string right, string wrong)
    {
        var fuzz = PlantedBug.Plant(file, right, wrong);
        Assert.That(Types.Select(type => fuzz(type, MostSeeds)).FirstOrDefault(found => found.Length > 0), Is.Not.Null);
    }
}
