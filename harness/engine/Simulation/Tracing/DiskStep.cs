namespace Katas.Engine.Simulation.Tracing;

/// <summary>What happens on a disk.</summary>
public enum DiskVerb
{
    /// <summary>Bytes were written; they are in the cache.</summary>
    Write,

    /// <summary>A file was cut or filled up, in the cache.</summary>
    SetLength,

    /// <summary>What was written to a file before the call is on the disk now.</summary>
    Flush,

    /// <summary>A file got another name, in the cache.</summary>
    Rename,

    /// <summary>A file was removed, in the cache.</summary>
    Delete,

    /// <summary>New, renamed and removed files are so on the disk now.</summary>
    FlushDirectory,

    /// <summary>A crash lost pages that were not flushed.</summary>
    LosePages,

    /// <summary>A crash left pages half written.</summary>
    TearPages,

    /// <summary>A crash undid a change that was not flushed: of a name, or of a length.</summary>
    Undo,
}

/// <summary>Something that happened on a machine's disk.</summary>
/// <param name="Verb">What it is.</param>
/// <param name="File">Which file; for <see cref="DiskVerb.Undo"/>, which change; empty for the whole folder.</param>
/// <param name="Amount">How many bytes were written, which length was set, or how many pages it concerns.</param>
public sealed record DiskStep(DiskVerb Verb, string File, long Amount = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Verb switch
    {
        DiskVerb.Write => $"write {File}, {Amount} byte{(Amount == 1 ? "" : "s")}",
        DiskVerb.SetLength => $"set length of {File} to {Amount}",
        DiskVerb.Flush => $"flush {File}",
        DiskVerb.Rename => $"rename {File}",
        DiskVerb.Delete => $"delete {File}",
        DiskVerb.FlushDirectory => "flush directory",
        DiskVerb.LosePages => $"lost {Pages} of {File}",
        DiskVerb.TearPages => $"tore {Pages} of {File}",
        _ => $"undid: {File}",
    };

    private string Pages => Amount == 1 ? "1 page" : $"{Amount} pages";
}
