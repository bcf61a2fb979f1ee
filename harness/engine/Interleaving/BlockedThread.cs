namespace Katas.Engine.Interleaving;

/// <summary>A thread that waits when a schedule deadlocks.</summary>
/// <param name="Name">Its name in the table: <c>T1</c>.</param>
/// <param name="Waits">What it waits for, who holds that, and where it was taken, in a sentence.</param>
/// <param name="Stack">The subject's calls that led to the wait, the innermost first: <c>Transfer (Bank.cs:11)</c>.</param>
public sealed record BlockedThread(string Name, string Waits, IReadOnlyList<string> Stack);
