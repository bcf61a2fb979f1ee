namespace Katas.Grading.Distributed;

/// <summary>Grades the class in katas/Distributed/DistributedLock.</summary>
public sealed class DistributedLockTests() : DistributedLockSpec(Subject.Solution<DistributedLock>());
