namespace Katas.Grading.Patterns;

/// <summary>Grades the class in katas/Patterns/Adapter.</summary>
public sealed class AdapterTests() : AdapterSpec(Subject.Solution<Adapter>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class AdapterOwn() : AdapterOwnTests(Subject.Solution<Adapter>());
