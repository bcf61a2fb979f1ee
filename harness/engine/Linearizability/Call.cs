using Katas.Engine.Reporting;

namespace Katas.Engine.Linearizability;

/// <summary>What a client asks of one of the library's models: a name and an argument.</summary>
/// <remarks>
/// The same form serves programs and files. Whole numbers are kept as <see cref="long"/>, tuples and lists as
/// <see cref="Sequence{T}"/>, so that equal questions are equal wherever they come from. Each model documents its calls and
/// has a factory for each: <c>QueueModel.Enqueue(3)</c>.
/// </remarks>
public sealed record Call
{
    /// <param name="name">The operation, in lower case with hyphens: <c>enqueue</c>.</param>
    /// <param name="argument">Its argument; several are a tuple or a list; none is <see langword="null"/>.</param>
    /// <param name="key">The object it is about, in histories of many (a key of a store); <see langword="null"/>: there is
    /// one.</param>
    public Call(string name, object? argument = null, object? key = null) =>
        (Name, Argument, Key) = (name, Values.Normalise(argument), Values.Normalise(key));

    /// <summary>The operation.</summary>
    public string Name { get; }

    /// <summary>Its argument, normalised.</summary>
    public object? Argument { get; }

    /// <summary>The object it is about, normalised; <see langword="null"/>: there is one.</summary>
    public object? Key { get; }

    /// <summary>As a person writes it: <c>enqueue(3)</c>, <c>dequeue</c>.</summary>
    public override string ToString()
    {
        IEnumerable<object?> arguments = Argument is Sequence<object?> several ? several : Argument is null ? [] : [Argument];
        var shown = (Key is null ? arguments : arguments.Prepend(Key)).Select(Show.Value).ToList();
        return shown.Count == 0 ? Name : $"{Name}({string.Join(", ", shown)})";
    }
}
