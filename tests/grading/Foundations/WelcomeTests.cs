namespace Katas.Grading.Foundations;

/// <summary>Grades the class in katas/Foundations/Welcome.</summary>
public sealed class WelcomeTests() : WelcomeSpec(Subject.Solution<Welcome>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class WelcomeOwn() : WelcomeOwnTests(Subject.Solution<Welcome>());
