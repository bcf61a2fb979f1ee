namespace Katas.Grading.Distributed;

/// <summary>Grades the class in katas/Distributed/RaftElection.</summary>
public sealed class RaftElectionTests() : RaftElectionSpec(Subject.Solution<RaftElection>());
