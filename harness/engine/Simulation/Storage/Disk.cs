using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Storage;

/// <summary>The disk of a machine, which outlives its program.</summary>
internal sealed class Disk
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>What each operation takes more than usual.</summary>
    public TimeSpan Latency { get; set; }

    public SortedDictionary<string, byte[]> Files => _files;

    /// <summary>The machine crashes.</summary>
    /// <param name="loss">What is lost of what was not flushed.</param>
    /// <param name="random">The source of each page's fate.</param>
    public void Crash(FaultClass loss, Random random)
    {
    }
}
