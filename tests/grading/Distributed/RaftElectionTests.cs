namespace Katas.Grading.Distributed;

/// <summary>Grades the class in katas/Distributed/RaftElection.</summary>
public sealed class RaftElectionTests() : RaftElectionSpec(Subject.Solution<RaftElection>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class RaftElectionOwn() : RaftElectionOwnTests(Subject.Solution<RaftElection>());
