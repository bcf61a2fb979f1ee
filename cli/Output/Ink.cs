namespace Katas.Cli.Output;

/// <summary>What a piece of text is; colour follows from it, where there is colour.</summary>
internal enum Ink
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Strong,

    /// <summary>Detail that may be passed over.</summary>
    Quiet,

    /// <summary>It holds.</summary>
    Good,

    /// <summary>It does not.</summary>
    Bad,

    /// <summary>Worth a look.</summary>
    Warning,
}

/// <summary>A piece of text and what it is.</summary>
internal readonly record struct Inked(string Text, Ink Ink)
{
    public static implicit operator Inked(string text) => new(text, Ink.Plain);

    public static implicit operator Inked((string Text, Ink Ink) pair) => new(pair.Text, pair.Ink);
}
