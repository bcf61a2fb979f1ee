namespace Katas.Grading.Patterns;

/// <summary>Grades the class in katas/Patterns/Singleton.</summary>
public sealed class SingletonTests() : SingletonSpec(Subject.Solution<Singleton>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class SingletonOwn() : SingletonOwnTests(Subject.Solution<Singleton>());
