namespace Katas.Simulation;

/// <summary>Something that a step does besides changing the state.</summary>
public abstract record Effect
{
    private protected Effect()
    {
    }
}

/// <summary>A message is sent.</summary>
/// <param name="To">To whom.</param>
/// <param name="Message">What.</param>
public sealed record SendEffect(NodeId To, object Message) : Effect;

/// <summary>A timer is set.</summary>
/// <param name="Name">Which.</param>
/// <param name="After">After how long it fires.</param>
public sealed record SetTimerEffect(string Name, TimeSpan After) : Effect;

/// <summary>A timer is stopped.</summary>
/// <param name="Name">Which.</param>
public sealed record StopTimerEffect(string Name) : Effect;

/// <summary>A value is saved in place of the last one.</summary>
/// <param name="Value">What the next start gets.</param>
public sealed record SaveEffect(object Value) : Effect;

/// <summary>The machine tells something about itself.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">What it says.</param>
public sealed record ObserveEffect(string Name, object? Value) : Effect;
