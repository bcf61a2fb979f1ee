using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Reporting;

namespace Katas.Harness.Tests.Reporting;

/// <summary>The line that a person pastes.</summary>
public sealed class ReplayNameTests
{
    private const string Schedule = "ab2a-k3f-9q0x7";

    [TestCase("welcome/No_increment_is_lost:Sab2a-k3f-9q0x7", "welcome", "solution", "No_increment_is_lost", 1)]
    [TestCase("gate@mistake:no-lock/One_goes_in.2:Sab2a-k3f-9q0x7", "gate", "mistake:no-lock", "One_goes_in", 2)]
    public void It_names_the_kata_the_subject_the_test_and_the_exploration(
        string text, string kata, string subject, string test, int exploration)
    {
        var name = ReplayName.Parse(text);
        Assert.That(name, Is.EqualTo(new ReplayName(kata, subject, test, exploration, Schedule)));
        Assert.That(name.ToString(), Is.EqualTo(text));
    }

    [TestCase("raft-election/At_most_one_leader:D7f-0031-k3f0x", 1)]
    [TestCase("raft-election@mistake:no-term/At_most_one_leader.2:D7f-0031-k3f0x", 2)]
    public void It_names_a_simulated_run_too(string text, int simulation)
    {
        var name = ReplayName.Parse(text);
        Assert.That((name.IsSimulation, name.Exploration, name.Schedule), Is.EqualTo((true, simulation, "7f-0031-k3f0x")));
        Assert.That(name.ToString(), Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("welcome")]
    [TestCase("welcome/Test:")]
    [TestCase("welcome/Test:Xa-b")]
    [TestCase("/Test:Sa-b")]
    [TestCase("welcome/:Sa-b")]
    [TestCase("welcome/Test")]
    [TestCase("welcome/Test.x:Sa-b")]
    public void What_is_none_is_told_what_one_looks_like(string text) => Assert.That(
        () => ReplayName.Parse(text),
        Throws.TypeOf<FormatException>().With.Message.Contains("One looks like welcome/No_increment_is_lost:S"));

    [Test]
    public void A_schedule_survives_being_written_down()
    {
        var text = new ReplayText([0, 1, 1, 1, 0, 33, 63], ["k3f", "a0b"], "9q0").ToString();
        Assert.That(text, Does.StartWith("ab3aH}-k3fa0b-9q0"));
        Assert.That(ReplayText.Parse(text).ToString(), Is.EqualTo(text));
    }

    [Test]
    public void A_letter_that_was_lost_or_changed_is_noticed()
    {
        var text = new ReplayText([0, 1, 1, 1, 0], ["k3f"], "9q0").ToString();
        for (var i = 0; i < text.Length; i++)
        {
            var (lost, changed) = (text.Remove(i, 1), text.Remove(i, 1).Insert(i, text[i] == 'z' ? "y" : "z"));
            Assert.That(() => ReplayText.Parse(lost), Throws.TypeOf<FormatException>(), lost);
            Assert.That(() => ReplayText.Parse(changed), Throws.TypeOf<FormatException>(), changed);
        }
    }
}
