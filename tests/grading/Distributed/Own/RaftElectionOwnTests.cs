using Katas.Engine.Simulation;
using Katas.Engine.Specs;

namespace Katas.Grading.Distributed;

/// <summary>Your own tests of RaftElection. The one that stands is an example.</summary>
public abstract class RaftElectionOwnTests(Subject subject) : KataSpec<IRaftElection>(subject)
{
    [Test, Stage(1)]
    public void Somebody_is_elected() => Simulate(
        new Scenario()
            .Nodes(3, _ => New())
            .EventuallyAfterHeal("a leader is elected", TimeSpan.FromSeconds(5), view => view.All("leader").Any()),
        seeds: 5);

    private IRaftElection New() => Make<NewRaftElection>(create => create(
        new RaftTiming(TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(50)),
        new LogEnd(Index: 0, Term: 0)));
}
