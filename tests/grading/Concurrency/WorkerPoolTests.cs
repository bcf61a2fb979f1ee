namespace Katas.Grading.Concurrency;

/// <summary>Grades the class in katas/Concurrency/WorkerPool.</summary>
public sealed class WorkerPoolTests() : WorkerPoolSpec(Subject.Solution<WorkerPool>());
