using Katas.Engine.Reporting;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>One question to a handler, asked twice: the second time of a new instance, which can remember nothing.</summary>
/// <param name="place">The question in words: <c>n1.Receive(…)</c>.</param>
/// <param name="inputs">What the handler is given and must not change.</param>
internal sealed class PureCall(string place, params object?[] inputs)
{
    private const string OfInputOnly = "a handler's result depends on its arguments only";
    private const string ByValue = "states, messages and saved values are equal when their contents are";

    /// <exception cref="HandlerFault">The answer breaks the rules.</exception>
    public Step Ask(IMessageHandler handler, Func<IMessageHandler> another, Func<IMessageHandler, Step> call)
    {
        foreach (var input in inputs) _ = input?.GetHashCode(); // some types compute it late, and keep it in a field
        ulong[] before = [.. inputs.Select(Content.Of)];
        var first = Answer(() => call(handler));
        Unchanged(before);
        Step second;
        try
        {
            second = Answer(() => call(another()));
        }
        catch (HandlerFault fault) when (fault.InnerException is { } thrown)
        {
            throw new HandlerFault(ExhaustiveFinding.NotRepeatable, OfInputOnly,
                $"{place} worked, and threw {thrown.GetType().Name} when a new instance was asked the same. It remembers " +
                "something from calls before: all that is remembered belongs into the state.", thrown);
        }

        Unchanged(before);
        Compare(first, second);
        return first;
    }

    private Step Answer(Func<Step?> call)
    {
        Step? step;
        try
        {
            step = call();
        }
        catch (Exception thrown)
        {
            throw new HandlerFault(ExhaustiveFinding.HandlerThrew, "a handler takes whatever comes and does not throw",
                $"{place} threw {thrown.GetType().Name}: {thrown.Message}", thrown);
        }

        return step ?? throw new HandlerFault(ExhaustiveFinding.HandlerThrew, "a handler returns a step",
            $"{place} returned null.");
    }

    private void Unchanged(ulong[] before)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Content.Of(inputs[i]) == before[i]) continue;
            throw new HandlerFault(ExhaustiveFinding.ChangedInput, "a handler changes nothing that it is given",
                $"{place} changed the {inputs[i]!.GetType().Name} that it was given. It is to return a new one instead.");
        }
    }

    private void Compare(Step first, Step second)
    {
        Compare("state", first.State, second.State);
        if (first.Effects.Count != second.Effects.Count)
            throw Differ("has", $"{first.Effects.Count} effects", $"{second.Effects.Count}");
        foreach (var (one, other) in first.Effects.Zip(second.Effects))
        {
            switch (one, other)
            {
                case (SendEffect a, SendEffect b) when a.To == b.To:
                    Compare("message", a.Message, b.Message);
                    break;
                case (SaveEffect a, SaveEffect b):
                    Compare("saved value", a.Value, b.Value);
                    break;
                case (ObserveEffect a, ObserveEffect b) when a.Name == b.Name:
                    Compare("observed value", a.Value, b.Value);
                    break;
                case var _ when !one.Equals(other):
                    throw Differ("does", $"{one}", $"{other}");
            }
        }
    }

    private void Compare(string what, object? one, object? other)
    {
        if (Equals(one, other))
        {
            if (one is null || one.GetHashCode() == other!.GetHashCode()) return;
            throw new HandlerFault(ExhaustiveFinding.NoValueEquality, ByValue,
                $"{place} was asked twice. The {what} is a {one.GetType().Name} each time, and the two are equal but have " +
                "different hash codes: who writes Equals has to write GetHashCode.");
        }

        if (one?.GetType() != other?.GetType() || Content.Of(one) != Content.Of(other))
            throw Differ($"has the {what}", Show.Value(one), Show.Value(other));
        throw new HandlerFault(ExhaustiveFinding.NoValueEquality, ByValue,
            $"{place} was asked twice. The {what} is a {one!.GetType().Name} with the same content each time, and the two are " +
            $"not equal{ContentBlame.For(one, other!)}. Records of ValueList, ValueSet and ValueMap are equal by content.");
    }

    private HandlerFault Differ(string how, string one, string other) => new(ExhaustiveFinding.NotRepeatable, OfInputOnly,
        $"{place} was asked twice, the second time of a new instance. The first step {how} {one}, the second {other}. " +
        "No field, clock or random number may matter: all that is remembered belongs into the state.");
}
