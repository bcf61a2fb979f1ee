namespace Katas.Engine.Histories;

/// <summary>Something that happened beside the operations: a fault, a crash, a healed partition.</summary>
/// <param name="Text">A few words: <c>partition {n1} | {n2, n3}</c>.</param>
/// <param name="From">When it began, in the history's unit of time.</param>
/// <param name="To">When it ended; equal to <paramref name="From"/> for an instant.</param>
/// <param name="Client">Whom it concerns; <see langword="null"/>: all.</param>
public sealed record Annotation(string Text, long From, long To, int? Client = null);
