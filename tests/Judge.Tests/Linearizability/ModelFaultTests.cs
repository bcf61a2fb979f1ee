using System.Collections.Immutable;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Linearizability;

/// <summary>What an author can get wrong in a model: each is told in words, and none becomes a verdict.</summary>
public sealed class ModelFaultTests
{
    [Test]
    public void A_model_that_throws_is_named_with_state_and_operation()
    {
        var fault = Fault(new Faulty { Step = (_, _) => throw new InvalidCastException("no such thing") });
        Assert.That(fault, Does.Contain("in state 0, asked for add -> 1").And.Contain("InvalidCastException: no such thing"));
    }

    [Test]
    public void A_model_that_changes_its_state_in_place_is_caught()
    {
        var fault = Assert.Throws<ModelException>(() => LinearizabilityChecker.Check(Adds(), new InPlace()))!.Message;
        Assert.That(fault, Does.Contain("changed the state that it was given"));
    }

    [Test]
    public void A_call_that_is_not_read_only_after_all_is_caught()
    {
        var fault = Fault(new Faulty { ReadOnly = true });
        Assert.That(fault, Does.Contain("IsReadOnly"));
    }

    [Test]
    public void A_call_that_does_not_overwrite_after_all_is_caught()
    {
        var model = new Faulty { Overwriting = true, Step = (state, _) => (state + 1, 0) };
        var history = new HistoryBuilder();
        for (var i = 0; i < 2; i++)
        {
            history.Invoke(1, "add");
            history.Return(1, 0);
        }

        var fault = Assert.Throws<ModelException>(() => LinearizabilityChecker.Check(history.Build(), model))!.Message;
        Assert.That(fault, Does.Contain("Overwrites"));
    }

    [Test]
    public void An_input_of_another_type_is_refused()
    {
        var history = new HistoryBuilder();
        history.Invoke(1, 3);
        var fault = Assert.Throws<ModelException>(() => LinearizabilityChecker.Check(history.Build(), new Faulty()))!.Message;
        Assert.That(fault, Does.Contain("Operation 0 has the input 3 of type Int32; Faulty takes String."));
    }

    [Test]
    public void An_output_of_another_type_is_refused()
    {
        var history = new HistoryBuilder();
        history.Invoke(1, "add");
        history.Return(1, "two");
        var fault = Assert.Throws<ModelException>(() => LinearizabilityChecker.Check(history.Build(), new Faulty()))!.Message;
        Assert.That(fault, Does.Contain("(add) returned \"two\"; Faulty answers with Int32."));
    }

    [Test]
    public void States_that_compare_by_reference_are_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StateFault<List<int>>(), Does.Contain("List<Int32>, compares by reference"));
            Assert.That(StateFault<int[]>(), Does.Contain("Int32[], compares by reference"));
            Assert.That(StateFault<ImmutableList<int>>(), Does.Contain("ImmutableList<Int32>, compares by reference"));
            Assert.That(StateFault<Shelf>(), Does.Contain("Shelf, holds a List<String>, which compares by reference"));
            Assert.That(StateFault<(int, int[])>(), Does.Contain("compares by reference"));
            Assert.That(StateFault<Pair>(), Is.Null);
            Assert.That(StateFault<(int, Sequence<string>)>(), Is.Null);
        }
    }

    /// <summary>The model itself asks for the end, and then never comes back: nothing looks at the token there.</summary>
    [Test]
    public void A_step_that_never_ends_is_ended_by_the_token()
    {
        using var cancel = new CancellationTokenSource();
        var model = new Faulty
        {
            Step = (_, _) =>
            {
                cancel.Cancel();
                while (true) Thread.SpinWait(100);
            },
        };
        var result = LinearizabilityChecker.Check(Adds(), model, cancel: cancel.Token);
        Assert.That(result.Verdict, Is.EqualTo(CheckVerdict.Unknown));
        Assert.That(result.Reason, Does.Contain("inside a step of the model"));
    }

    [Test]
    public void A_fault_under_a_token_is_thrown_to_the_caller()
    {
        using var cancel = new CancellationTokenSource();
        var model = new Faulty { Step = (_, _) => throw new InvalidCastException() };
        Assert.Throws<ModelException>(() => LinearizabilityChecker.Check(Adds(), model, cancel: cancel.Token));
    }

    private static string Fault(Faulty model) =>
        Assert.Throws<ModelException>(() => LinearizabilityChecker.Check(Adds(), model))!.Message;

    private static History Adds()
    {
        var history = new HistoryBuilder();
        for (var i = 1; i < 4; i++)
        {
            history.Invoke(1, "add");
            history.Return(1, i);
        }

        return history.Build();
    }

    private static string? StateFault<TState>() where TState : notnull
    {
        try
        {
            LinearizabilityChecker.Check(Adds(), new Stateful<TState>());
            return null;
        }
        catch (ModelException fault)
        {
            return fault.Message;
        }
    }

    private sealed record Shelf(List<string> Books);

    private sealed record Pair(int Left, (string, Sequence<int>) Right);

    private sealed class Faulty : DeterministicModel<int, string, int>
    {
        public Func<int, string, (int State, int Output)?> Step { get; init; } = (state, _) => (state + 1, state + 1);

        public bool ReadOnly { get; init; }

        public bool Overwriting { get; init; }

        public override int Initial => 0;

        public override (int State, int Output)? Apply(int state, string input) => Step(state, input);

        public override bool IsReadOnly(string input, int output) => ReadOnly;

        public override bool Overwrites(string input) => Overwriting;
    }

    /// <summary>Equality by value, as asked, and then a state that moves under the search's feet.</summary>
    private sealed class Box : IEquatable<Box>
    {
        public int Value { get; set; }

        public bool Equals(Box? other) => other?.Value == Value;

        public override bool Equals(object? obj) => Equals(obj as Box);

        public override int GetHashCode() => Value;
    }

    private sealed class InPlace : DeterministicModel<Box, string, int>
    {
        public override Box Initial => new();

        public override (Box State, int Output)? Apply(Box state, string input)
        {
            state.Value++;
            return (state, state.Value);
        }
    }

    private sealed class Stateful<TState> : SequentialModel<TState, string, int> where TState : notnull
    {
        public override TState Initial =>
            typeof(TState) == typeof(Pair) ? (TState)(object)new Pair(1, ("", Sequence<int>.Empty)) : default!;

        public override IEnumerable<TState> After(TState state, string input, int output) => [state];

        public override IEnumerable<TState> AfterUnknown(TState state, string input) => [state];
    }
}
