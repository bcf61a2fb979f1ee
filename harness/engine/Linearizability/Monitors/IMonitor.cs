namespace Katas.Engine.Linearizability.Monitors;

/// <summary>Judges histories of one type of object in polynomial time, where it can.</summary>
internal interface IMonitor
{
    /// <summary>Its name in results: <c>queue monitor</c>.</summary>
    string Name { get; }

    /// <summary>Judges one object's operations.</summary>
    /// <returns>A verdict, or <see cref="MonitorAnswer.NotApplicable"/> where the search must decide.</returns>
    MonitorAnswer Judge(TimedOperations operations);
}
