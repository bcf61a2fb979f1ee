using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Running;

/// <summary>One thread's attempt to take a synchronisation object.</summary>
/// <param name="Location">The object.</param>
/// <param name="Class">Its class of places.</param>
/// <param name="Site">Where the attempt is made.</param>
/// <param name="CanTimeOut">Whether it gives up when nothing else can happen.</param>
internal sealed record Wait(Location Location, string Class, Site Site, bool CanTimeOut)
{
    /// <summary>The part of a gate that <c>Monitor.Wait</c> waits for.</summary>
    public const string Pulse = "pulse";

    /// <summary>Whether the trace already says that the thread waits.</summary>
    public bool IsReported { get; set; }
}
