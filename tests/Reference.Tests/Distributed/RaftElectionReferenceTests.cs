using Katas.Distributed;
using Katas.Engine.Subjects;
using Katas.Specs.Distributed;

namespace Katas.Reference.Tests.Distributed;

/// <summary>The reference keeps its own promises.</summary>
public sealed class RaftElectionReferenceTests() : RaftElectionSpec(Subject.Reference<RaftElection>());
