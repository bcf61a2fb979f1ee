namespace Katas.Engine.Interleaving;

/// <summary>One step of one thread in a schedule.</summary>
/// <param name="Thread">Index of the thread in <see cref="ExplorationResult.ThreadNames"/>.</param>
/// <param name="Text">
/// The step: <c>read  _balance -> 0</c>, <c>write _balance &lt;- 1</c>, <c>lock _gate</c>, <c>unlock _gate</c>,
/// <c>waits for _gate</c>, <c>Interlocked.Increment _n</c>.
/// </param>
/// <param name="File">The source file, or null when the symbols do not say.</param>
/// <param name="Line">The 1-based source line, or 0 when the symbols do not say.</param>
/// <param name="SharedState">The value of the place that was accessed, after the step; null where none is.</param>
public sealed record TraceStep(int Thread, string Text, string? File, int Line, string? SharedState);
