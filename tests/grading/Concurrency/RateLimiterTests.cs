namespace Katas.Grading.Concurrency;

/// <summary>Grades the class in katas/Concurrency/RateLimiter.</summary>
public sealed class RateLimiterTests() : RateLimiterSpec(Subject.Solution<RateLimiter>());
