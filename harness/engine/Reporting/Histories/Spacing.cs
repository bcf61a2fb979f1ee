namespace Katas.Engine.Reporting.Histories;

/// <summary>How many columns the parts of a diagram need.</summary>
/// <param name="Bar">An operation: from its call to its return, or to what follows where the return is not drawn.</param>
/// <param name="Point">A linearization point: to the next one.</param>
/// <param name="Tail">What is written behind the end of an operation.</param>
internal sealed record Spacing(Func<Bar, int> Bar, Func<Bar, int> Point, Func<Bar, int> Tail);
