namespace Katas.Engine.Simulation.Running;

/// <summary>Something that happens at a moment.</summary>
internal interface ISimEvent
{
    /// <summary>Whether it was called off: then it never happens, and no time passes for it. Once true, always true.</summary>
    bool IsVoid => false;

    /// <summary>Makes it happen. It may schedule others, at this moment or later.</summary>
    void Happen();
}

/// <summary>Something that happens when a machine's own clock says so.</summary>
internal interface IClockEvent : ISimEvent
{
    /// <summary>Whose clock.</summary>
    Machine Machine { get; }

    /// <summary>The time on that clock, in ticks.</summary>
    long Due { get; }
}

/// <summary>Something that happens at a moment and needs no type of its own.</summary>
internal sealed class SimAction(Action action) : ISimEvent
{
    public void Happen() => action();
}
