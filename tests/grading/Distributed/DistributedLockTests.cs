namespace Katas.Grading.Distributed;

/// <summary>Grades the class in katas/Distributed/DistributedLock.</summary>
public sealed class DistributedLockTests() : DistributedLockSpec(Subject.Solution<DistributedLock>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class DistributedLockOwn() : DistributedLockOwnTests(Subject.Solution<DistributedLock>());
