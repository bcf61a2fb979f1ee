using Katas.Engine.Simulation.Exhaustive;
using Katas.Simulation.Tests.Exhaustive.Protocols;

namespace Katas.Simulation.Tests.Exhaustive;

/// <summary>Protocols that are right, and twins of them with a mistake that people make.</summary>
public sealed class ProtocolTests
{
    [Test]
    public void A_commit_that_does_not_wait_for_all_votes_is_found_in_4_steps() =>
        Found(TwoPhaseCommit.Scenario(decidesEarly: true), "nobody commits what another aborts", steps: 4);

    [Test]
    public void Two_phase_commit_holds() => Holds(TwoPhaseCommit.Scenario(decidesEarly: false));

    [Test]
    public void A_write_that_counts_a_doubled_acknowledgement_is_found_in_4_steps() =>
        Found(MajorityRegister.Scenario(countsMessages: true), "what was reported written is on most servers", steps: 4);

    [Test]
    public void A_majority_register_holds() => Holds(MajorityRegister.Scenario(countsMessages: false));

    [Test]
    public void A_doubled_token_is_found_in_5_steps() =>
        Found(TokenRing.Scenario(takesAnyToken: true), "one machine at a time is in the critical section", steps: 5);

    [Test]
    public void A_token_ring_with_numbered_tokens_holds() => Holds(TokenRing.Scenario(takesAnyToken: false));

    [Test]
    public void A_vote_that_a_crash_forgets_is_found_in_7_steps()
    {
        var result = Found(Election.Scenario(forgets: true), "one leader in a term", steps: 7);
        Assert.That(result.Steps.Count(step => step.Kind == ExhaustiveStepKind.Crash), Is.EqualTo(1));
    }

    [Test]
    public void An_election_that_saves_its_votes_holds() => Holds(Election.Scenario(forgets: false));

    /// <summary>No fewer would do: each proposer has to be asked, and needs two each of the four kinds of messages.</summary>
    [Test]
    public void Paxos_that_ignores_what_was_accepted_is_found_in_18_steps() =>
        Found(Paxos.Scenario(ignoresAccepted: true), "one value is chosen", steps: 2 * (1 + (4 * 2)));

    /// <summary>The naive search meets as many; it takes too long to do that each time.</summary>
    [Test]
    public void Paxos_holds_in_all_its_158_458_states()
    {
        var result = ExhaustiveSearch.Run(Paxos.Scenario(ignoresAccepted: false));
        Assert.That(result.Finding, Is.EqualTo(ExhaustiveFinding.None), result.Evidence);
        Assert.That((result.States, result.Transitions, result.AtRest), Is.EqualTo((158_458, 756_708, 84)));
    }

    [Test]
    public void Paxos_with_one_proposer_has_as_many_states_as_a_naive_search_counts() =>
        Holds(Paxos.Scenario(ignoresAccepted: false, proposers: 1));

    private static ExhaustiveResult Found(HandlerScenario scenario, string property, int steps)
    {
        var result = ExhaustiveSearch.Run(scenario);
        Assert.That((result.Finding, result.Property), Is.EqualTo((ExhaustiveFinding.PropertyBroken, property)));
        Assert.That(result.Steps, Has.Count.EqualTo(steps));
        return result;
    }

    /// <summary>All states are met: as many as the naive search meets.</summary>
    private static void Holds(HandlerScenario scenario)
    {
        var result = ExhaustiveSearch.Run(scenario);
        Assert.That(result.Finding, Is.EqualTo(ExhaustiveFinding.None), result.Evidence);
        var naive = new NaiveSearch(scenario).ByLevels();
        Assert.That(naive, Is.EqualTo(
            new NaiveSearch.Count(result.States, result.Transitions, result.Depth, result.AtRest, null)));
    }
}
