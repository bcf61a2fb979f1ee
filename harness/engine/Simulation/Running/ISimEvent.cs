namespace Katas.Engine.Simulation.Running;

/// <summary>Something that happens at a moment.</summary>
internal interface ISimEvent
{
    /// <summary>Makes it happen. It may schedule others, at this moment or later.</summary>
    void Happen();
}

/// <summary>Something that happens at a moment and needs no type of its own.</summary>
internal sealed class SimAction(Action action) : ISimEvent
{
    public void Happen() => action();
}
