namespace Katas.Grading.Patterns;

/// <summary>Grades the class in katas/Patterns/Adapter.</summary>
public sealed class AdapterTests() : AdapterSpec(Subject.Solution<Adapter>());
