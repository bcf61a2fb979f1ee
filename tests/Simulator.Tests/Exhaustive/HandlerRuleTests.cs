using System.Collections.Immutable;
using Katas.Engine.Simulation.Exhaustive;

namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>Handlers that break the rules of the form, each named for what it does.</summary>
public sealed class HandlerRuleTests
{
    private int _outside;

    [Test]
    public void A_handler_that_throws_is_named_with_the_way_there()
    {
        var result = Run<int>(
            (_, _) => Step.To(0), (state, _) => state == 2 ? throw new FormatException("no") : Step.To(state + 1), messages: 3);
        Assert.That((result.Finding, result.Steps.Count), Is.EqualTo((ExhaustiveFinding.HandlerThrew, 3)));
        Assert.That(result.Exception, Is.TypeOf<FormatException>());
        Assert.That(result.Evidence, Is.EqualTo("n1.Receive(\"m3\" from c) threw FormatException: no"));
    }

    [Test]
    public void A_handler_that_returns_null_is_named() =>
        Named<int>(ExhaustiveFinding.HandlerThrew, (_, _) => Step.To(0), (_, _) => null!);

    [Test]
    public void A_handler_that_does_not_start_is_named() =>
        Named<int>(ExhaustiveFinding.HandlerThrew, (_, _) => throw new NotImplementedException(), (state, _) => Step.To(state));

    [Test]
    public void A_handler_that_counts_in_a_field_is_named() =>
        Named<int>(ExhaustiveFinding.NotRepeatable, (_, _) => Step.To(0), (_, _) => Step.To(++_outside));

    [Test]
    public void A_handler_whose_instance_remembers_its_start_is_named()
    {
        var result = ExhaustiveSearch.Run(new HandlerScenario().Node("n1", _ => new Rememberer()).Client("c", "n1", "m"));
        Assert.That(result.Finding, Is.EqualTo(ExhaustiveFinding.NotRepeatable), result.Evidence);
    }

    [Test]
    public void A_handler_that_sends_something_else_each_time_is_named() =>
        Named<int>(
            ExhaustiveFinding.NotRepeatable, (_, _) => Step.To(0), (state, from) => Step.To(state).Send(from, ++_outside));

    [Test]
    public void A_state_that_is_changed_in_place_is_named() =>
        Named<Bag>(ExhaustiveFinding.ChangedInput, (_, _) => Step.To(Bag.One), (state, _) =>
        {
            state.Items.Add(1);
            return Step.To(state);
        });

    [Test]
    public void A_message_that_is_changed_in_place_is_named()
    {
        var letter = new int[1];
        Named<int>(ExhaustiveFinding.ChangedInput, (_, _) => Step.To(0), (state, _) =>
        {
            letter[0]++;
            return Step.To(state);
        }, letter);
    }

    [Test]
    public void A_record_with_a_list_is_named_with_the_member_to_blame()
    {
        var result = Run<Bag>((_, _) => Step.To(new Bag([])), (state, _) => Step.To(state), messages: 1);
        Assert.That(result.Finding, Is.EqualTo(ExhaustiveFinding.NoValueEquality));
        Assert.That(result.Evidence, Does.Contain("because of Items, a List"));
    }

    [Test]
    public void A_state_in_an_immutable_array_is_named() =>
        Named<ImmutableArray<int>>(
            ExhaustiveFinding.NoValueEquality, (_, _) => Step.To(ImmutableArray.Create(1)), (state, _) => Step.To(state));

    [Test]
    public void A_state_with_equality_and_no_hash_code_is_named() =>
        Named<NoHash>(ExhaustiveFinding.NoValueEquality, (_, _) => Step.To(new NoHash()), (state, _) => Step.To(state));

    [Test]
    public void A_state_that_equals_others_of_different_content_is_named() =>
        Named<Alike>(
            ExhaustiveFinding.EqualButDifferent, (_, _) => Step.To(new Alike(0)),
            (state, _) => Step.To(new Alike(state.Value + 1)));

    [Test]
    public void A_message_to_nobody_is_named_with_the_nearest_name()
    {
        var result = Run<int>(
            (_, _) => Step.To(0), (state, _) => Step.To(state).Send(new NodeId("n12"), "hello"), messages: 1);
        Assert.That(result.Finding, Is.EqualTo(ExhaustiveFinding.UnknownPeer));
        Assert.That(result.Evidence, Does.Contain("Did you mean n1?"));
    }

    [Test]
    public void A_handler_that_keeps_the_rules_passes() =>
        Named<ValueList<int>>(ExhaustiveFinding.None, (_, _) => Step.To<ValueList<int>>([]), (state, _) => Step.To(state.Add(1)));

    private static void Named<TState>(
        ExhaustiveFinding finding, Func<NodeId, object?, Step<TState>> start, Func<TState, NodeId, Step<TState>> receive,
        object? message = null) where TState : notnull
    {
        var scenario = new HandlerScenario().Node("n1", _ => new Made<TState>(start, receive)).Client("c", "n1", message ?? "m");
        var result = ExhaustiveSearch.Run(scenario);
        Assert.That(result.Finding, Is.EqualTo(finding), result.Evidence);
    }

    private static ExhaustiveResult Run<TState>(
        Func<NodeId, object?, Step<TState>> start, Func<TState, NodeId, Step<TState>> receive, int messages)
        where TState : notnull
    {
        var scenario = new HandlerScenario().Node("n1", _ => new Made<TState>(start, receive));
        for (var i = 1; i <= messages; i++) scenario.Client("c", "n1", $"m{i}");
        return ExhaustiveSearch.Run(scenario);
    }

    private sealed class Made<TState>(
        Func<NodeId, object?, Step<TState>> start, Func<TState, NodeId, Step<TState>> receive) : IMessageHandler<TState>
        where TState : notnull
    {
        public Step<TState> Start(NodeId self, ValueList<NodeId> peers, object? saved) => start(self, saved);

        public Step<TState> Receive(TState state, NodeId from, object message) => receive(state, from);

        public Step<TState> Timeout(TState state, string timer) => Step.To(state);
    }

    private sealed class Rememberer : IMessageHandler<int>
    {
        private ValueList<NodeId>? _peers;

        public Step<int> Start(NodeId self, ValueList<NodeId> peers, object? saved)
        {
            _peers = peers;
            return Step.To(0);
        }

        public Step<int> Receive(int state, NodeId from, object message) => Step.To(state + _peers!.Count);

        public Step<int> Timeout(int state, string timer) => Step.To(state);
    }

    private sealed record Bag(List<int> Items)
    {
        public static Bag One { get; } = new([]);
    }

    private sealed class Alike(int value)
    {
        public int Value => value;

        public override bool Equals(object? obj) => obj is Alike;

        public override int GetHashCode() => 1;
    }

#pragma warning disable CS0659 // that there is no GetHashCode is what the test is about
    private sealed class NoHash
    {
        public override bool Equals(object? obj) => obj is NoHash;
    }
#pragma warning restore CS0659
}
