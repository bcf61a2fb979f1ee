namespace Katas.Engine.Reporting;

/// <summary>What a failing test prints, in its parts.</summary>
/// <param name="Test">The test's name.</param>
/// <param name="Property">The property that broke.</param>
/// <param name="Evidence">What happened, in one line or several.</param>
/// <param name="Found">How it was found.</param>
/// <param name="Replay">The line that replays it in a terminal.</param>
/// <param name="InIde">The one for an IDE; null where there is none.</param>
/// <param name="Concept">The concept to look up.</param>
internal sealed record FailureParts(
    string Test, string Property, string Evidence, string Found, string Replay, string? InIde, string Concept);
