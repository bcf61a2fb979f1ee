namespace Katas.Engine.Linearizability.Searching;

/// <summary>What a search may still spend.</summary>
/// <param name="steps">How many steps.</param>
/// <param name="maxBytes">How much memory its tables may take.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class SearchBudget(long steps, long maxBytes, CancellationToken cancel)
{
    private const int StepsBetweenLooks = 1024;

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The most memory seen, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Which budget ended; empty while there is some left.</summary>
    public string Ended { get; private set; } = "";

    /// <summary>Takes a step.</summary>
    /// <param name="bytes">Tells how much memory the tables take; asked now and then.</param>
    /// <returns>Whether there was one left.</returns>
    public bool Step<T>(in T bytes) where T : IMemoryUser
    {
        if (++Steps % StepsBetweenLooks == 0) Look(bytes.Bytes);
        if (Steps > steps) Ended = $"its budget of {steps} steps ended";
        return Ended.Length == 0;
    }

    /// <summary>Takes many steps at once, for work that is not searching.</summary>
    public void Spend(long work)
    {
        Steps += work;
        if (Steps > steps) Ended = $"its budget of {steps} steps ended";
    }

    /// <summary>Notes the memory in use, and whether somebody wants the search to end.</summary>
    public void Look(long bytes)
    {
        PeakBytes = Math.Max(PeakBytes, bytes);
        if (bytes > maxBytes) Ended = $"its budget of {maxBytes >> 20} MiB of memory ended";
        else if (cancel.IsCancellationRequested) Ended = "its time was over";
    }
}

/// <summary>Something whose memory counts.</summary>
internal interface IMemoryUser
{
    /// <summary>In bytes.</summary>
    long Bytes { get; }
}
