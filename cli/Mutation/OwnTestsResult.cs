namespace Katas.Cli.Mutation;

/// <summary>What a learner's own tests say about everything but the mutants.</summary>
/// <param name="Alternatives">How many right answers there are besides the reference.</param>
/// <param name="Rejected">The right answers that were rejected, each with the test that did.</param>
/// <param name="Caught">The mistakes that were caught, each with the test that did.</param>
/// <param name="Missed">The mistakes that no test noticed.</param>
internal sealed record OwnTestsResult(
    int Alternatives,
    IReadOnlyList<(string Name, string Test)> Rejected,
    IReadOnlyList<(string Name, string Test)> Caught,
    IReadOnlyList<string> Missed);
