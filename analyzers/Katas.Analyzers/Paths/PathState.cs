namespace Katas.Analyzers.Paths;

/// <summary>What is known of one lock at a place, on one way to it.</summary>
/// <param name="Depth">How often the body holds it; <see cref="Unknown"/> where that cannot be told.</param>
/// <param name="Site">Which of the body's calls took it last, by number; -1 before any.</param>
/// <param name="Flags">The conditions that are known, two bits each: 0 unknown, 1 false, 2 true.</param>
internal readonly record struct PathState(int Depth, int Site, int Flags)
{
    /// <summary>The depth of which nothing is known.</summary>
    public const int Unknown = -1;

    /// <summary>Before the body has done anything.</summary>
    public static PathState Start { get; } = new(0, -1, 0);

    public bool IsHeld => Depth > 0;

    /// <summary>What a condition is; null if it is not known.</summary>
    public bool? Flag(int index) => ((Flags >> (2 * index)) & 3) switch { 1 => false, 2 => true, _ => null };

    public PathState With(int index, bool? value) =>
        this with { Flags = (Flags & ~(3 << (2 * index))) | ((value switch { false => 1, true => 2, _ => 0 }) << (2 * index)) };

    public PathState Taken(int site) => this with { Depth = Depth == Unknown ? Unknown : Depth + 1, Site = site };

    public PathState GivenBack(bool all) => this with { Depth = all && Depth > 0 ? 0 : Depth > 0 ? Depth - 1 : Depth };
}
