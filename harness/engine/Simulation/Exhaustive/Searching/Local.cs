namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>All that there is of one machine, as numbers of the <see cref="Universe"/>.</summary>
/// <param name="Node">The machine's index.</param>
/// <param name="State">What its handler made of its state.</param>
/// <param name="Saved">What it saved.</param>
/// <param name="Timers">The set of timers that are set.</param>
/// <param name="Latest">What it observed last, by name.</param>
internal readonly record struct Local(int Node, int State, int Saved, int Timers, int Latest);

/// <summary>A message with its way, as numbers of the <see cref="Universe"/>.</summary>
internal readonly record struct Flight(int From, int To, int Payload);

/// <summary>Something observed that is to be remembered.</summary>
internal readonly record struct Fact(int Who, string Name, object? Value);

/// <summary>A value that may be null, where null has to have a number too.</summary>
internal readonly record struct Maybe(object? Value);
