namespace Katas.Engine.Interleaving.Running;

/// <summary>Recognises a loop that only another thread can end, such as <c>while (!_ready) { }</c>.</summary>
/// <remarks>
/// Such a loop reads the same place from the same line again and again while nothing is written. A loop that merely
/// reads a shared field a dozen times looks the same; treating it as a spin costs schedules, never a wrong verdict.
/// </remarks>
internal sealed class Spinning
{
    private const int RepeatedReads = 12;

    private readonly Dictionary<(int Site, Location Location), int> _reads = [];

    /// <summary>Notes a read; true when it has been repeated so often that others should run.</summary>
    public bool Reads(int site, Location location)
    {
        var times = _reads.GetValueOrDefault((site, location)) + 1;
        _reads[(site, location)] = times;
        return times >= RepeatedReads;
    }

    /// <summary>Notes a yield; true when the thread has yielded there before and nothing happened since.</summary>
    public bool Yields(int site)
    {
        var times = _reads.GetValueOrDefault((~site, default)) + 1;
        _reads[(~site, default)] = times;
        return times > 1;
    }

    /// <summary>Something was written, or another thread ran: the next read may see something new.</summary>
    public void Forget()
    {
        if (_reads.Count > 0)
            _reads.Clear();
    }
}
