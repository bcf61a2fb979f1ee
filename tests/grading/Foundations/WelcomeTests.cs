namespace Katas.Grading.Foundations;

/// <summary>Grades the class in katas/Foundations/Welcome.</summary>
public sealed class WelcomeTests() : WelcomeSpec(Subject.Solution<Welcome>());
