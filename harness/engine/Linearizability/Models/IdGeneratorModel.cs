namespace Katas.Engine.Linearizability.Models;

/// <summary>Gives numbers or texts that it never gave before.</summary>
/// <remarks>Calls: <c>next -> id</c>. Any answer is right that no call got before; they need no order.</remarks>
public sealed class IdGeneratorModel : SequentialModel<Sequence<object?>, Call, object?>
{
    /// <summary>Asks for an id.</summary>
    public static Call Next { get; } = new("next");

    /// <inheritdoc/>
    public override string Name => "id-generator";

    /// <inheritdoc/>
    public override Sequence<object?> Initial => Sequence<object?>.Empty;

    /// <inheritdoc/>
    public override object? KeyOf(Call input) => input.Key;

    /// <inheritdoc/>
    public override IEnumerable<Sequence<object?>> After(Sequence<object?> state, Call input, object? output)
    {
        Require(input);
        return output is null || state.IndexOf(output) >= 0 ? [] : [state.Insert(Place(state, output), output)];
    }

    /// <summary>An id that nobody has seen is no other's: nothing is known, and nothing is lost.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Sequence<object?>> AfterUnknown(Sequence<object?> state, Call input)
    {
        Require(input);
        return [state];
    }

    /// <inheritdoc/>
    public override string LegalAnswers(Sequence<object?> state, Call input) => $"an id that is not one of {state}";

    internal override object? NormaliseOutput(Call input, object? output) => Values.Normalise(output);

    /// <summary>In order of hash codes: the same ids given in another order are the same state.</summary>
    private static int Place(Sequence<object?> state, object id)
    {
        var place = 0;
        while (place < state.Count && state[place]!.GetHashCode() < id.GetHashCode()) place++;
        return place;
    }

    private static void Require(Call input)
    {
        if (input.Name != "next") throw new ModelException($"id-generator has no operation {input}. It has next.");
    }
}
