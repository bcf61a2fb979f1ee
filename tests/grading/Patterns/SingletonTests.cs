namespace Katas.Grading.Patterns;

/// <summary>Grades the class in katas/Patterns/Singleton.</summary>
public sealed class SingletonTests() : SingletonSpec(Subject.Solution<Singleton>());
