using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

public sealed class SessionGuaranteesTests
{
    private const SessionGuarantee ReadYourWrites = SessionGuarantee.ReadYourWrites;
    private const SessionGuarantee MonotonicReads = SessionGuarantee.MonotonicReads;
    private const SessionGuarantee MonotonicWrites = SessionGuarantee.MonotonicWrites;
    private const SessionGuarantee WritesFollowReads = SessionGuarantee.WritesFollowReads;

    [Test]
    public void A_client_must_see_its_own_write() => Violates(
        new Registers().Write(1, "x", 1).Read(1, "x", null), ReadYourWrites, [0, 1]);

    [Test]
    public void A_later_write_of_another_may_hide_ones_own()
    {
        var story = new Registers().Write(1, "x", 2).Write(2, "x", 1).Read(1, "x", 1);
        Holds(story, ReadYourWrites);
        Violates(story, ReadYourWrites, [0, 1, 2], SessionGuarantees.IncreasingNumbers);
    }

    [Test]
    public void Two_clients_cannot_both_have_their_write_hidden_by_the_others() => Violates(
        new Registers().Write(1, "x", 1).Write(2, "x", 2).Read(1, "x", 2).Read(2, "x", 1), ReadYourWrites, [0, 1, 2, 3]);

    [Test]
    public void Reads_must_not_go_back() => Violates(
        new Registers().Write(1, "x", 1).Write(2, "x", 2).Read(3, "x", 1).Read(3, "x", 2).Read(3, "x", 1),
        MonotonicReads,
        [0, 1, 3, 4]);

    [Test]
    public void Reads_must_not_go_back_to_the_initial_value() => Violates(
        new Registers().Write(1, "x", 1).Read(3, "x", 1).Read(3, "x", null), MonotonicReads, [0, 2]);

    [Test]
    public void Two_clients_must_not_see_two_writes_in_different_orders() => Violates(
        new Registers().Write(1, "x", 1).Write(2, "x", 2).Read(3, "x", 1).Read(3, "x", 2).Read(4, "x", 2).Read(4, "x", 1),
        MonotonicReads,
        [0, 1, 3, 5]);

    [Test]
    public void Going_back_on_one_key_after_another_key_told_more_is_not_seen_by_monotonic_reads_alone()
    {
        var story = new Registers().Write(1, "x", 1).Write(1, "y", 1).Read(2, "y", 1).Read(2, "x", null);
        Holds(story, MonotonicReads);
        Holds(story, MonotonicWrites);
        Violates(story, MonotonicReads | MonotonicWrites, [0, 3]);
    }

    [Test]
    public void Writes_of_a_client_must_not_be_turned_round()
    {
        var story = new Registers().Write(1, "x", 2).Write(1, "x", 1);
        Holds(story, MonotonicWrites);
        Violates(story, MonotonicWrites, [0, 1], SessionGuarantees.IncreasingNumbers);
    }

    [Test]
    public void Writes_of_a_client_must_not_be_read_the_other_way_round()
    {
        var story = new Registers().Write(1, "x", 1).Write(1, "x", 2).Read(2, "x", 2).Read(2, "x", 1);
        Holds(story, MonotonicWrites);
        Holds(story, MonotonicReads);
        Violates(story, MonotonicWrites | MonotonicReads, [0, 1, 3]);
    }

    [Test]
    public void An_answer_must_come_after_what_it_answers()
    {
        var story = new Registers().Write(1, "x", 2).Read(2, "x", 2).Write(2, "x", 1);
        Holds(story, WritesFollowReads);
        Violates(story, WritesFollowReads, [0, 2], SessionGuarantees.IncreasingNumbers);
        Violates(story.Read(3, "x", 1).Read(3, "x", 2), WritesFollowReads | MonotonicReads, [0, 2, 4]);
    }

    [Test]
    public void A_write_seen_before_it_was_made_is_no_answer() =>
        Violates(new Registers().Read(1, "x", 1).Write(1, "x", 1), WritesFollowReads, [1]);

    [Test]
    public void A_lost_write_binds_nothing() =>
        Holds(new Registers().Lost(1, "x", 1).Read(1, "x", null).Read(2, "x", 1), (SessionGuarantee)15);

    [Test]
    public void A_value_from_nowhere_violates_all() =>
        Assert.That(Check(new Registers().Read(1, "x", 1), ReadYourWrites).Anomalies.Single().Name, Is.EqualTo("ThinAirRead"));

    [Test]
    public void Equal_version_numbers_leave_the_verdict_open() => Assert.That(
        Check(new Registers().Write(1, "x", 1).Write(1, "x", 2), MonotonicWrites, (_, _) => 7).Verdict,
        Is.EqualTo(ConsistencyVerdict.Unknown));

    [Test]
    public void The_violation_is_told_with_its_names()
    {
        var story = new Registers().Write(1, "x", 1).Write(1, "x", 2).Read(2, "x", 2).Read(2, "x", 1);
        var anomaly = Check(story, MonotonicWrites | MonotonicReads).Anomalies.Single();
        Assert.That(anomaly.Name, Is.EqualTo("monotonic-reads and monotonic-writes"));
        Assert.That(anomaly.Explanation, Is.EqualTo(
            """
            no order of the writes fits: each of these would have to come before the next, and the last before the first.
              client 1 called write("x", 1), and then write("x", 2): write("x", 1) before write("x", 2)
              client 2 called read("x") -> 2, and then read("x") -> 1: write("x", 2) before write("x", 1)
            """));
    }

    private static void Holds(Registers story, SessionGuarantee guarantees) =>
        Assert.That(Check(story, guarantees).Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));

    private static void Violates(
        Registers story, SessionGuarantee guarantees, int[] involved, Func<object?, object?, long>? versions = null)
    {
        var report = Check(story, guarantees, versions);
        Assert.That(report.Verdict, Is.EqualTo(ConsistencyVerdict.Violation));
        Assert.That(report.Anomalies.Single().Involved, Is.EquivalentTo(involved), report.ToString());
    }

    private static ConsistencyReport Check(
        Registers story, SessionGuarantee guarantees, Func<object?, object?, long>? versions = null) =>
        SessionGuarantees.Check(story.History, guarantees, versions);
}
