namespace Katas.Grading.Concurrency;

/// <summary>Grades the class in katas/Concurrency/WorkerPool.</summary>
public sealed class WorkerPoolTests() : WorkerPoolSpec(Subject.Solution<WorkerPool>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class WorkerPoolOwn() : WorkerPoolOwnTests(Subject.Solution<WorkerPool>());
