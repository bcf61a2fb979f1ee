namespace Katas.Grading.Concurrency;

/// <summary>Grades the class in katas/Concurrency/RateLimiter.</summary>
public sealed class RateLimiterTests() : RateLimiterSpec(Subject.Solution<RateLimiter>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class RateLimiterOwn() : RateLimiterOwnTests(Subject.Solution<RateLimiter>());
