using Katas.Engine.Consistency;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Consistency;

public sealed class ConvergenceTests
{
    [Test]
    public void Clients_that_agree_in_the_end_have_converged() => Comes(
        ConsistencyVerdict.Satisfied,
        new Registers().Write(1, "x", 1).Read(1, "x", 1).Read(2, "x", null).Read(2, "x", 1));

    [Test]
    public void Last_reads_that_differ_are_told()
    {
        var report = Convergence.Check(new Registers().Write(1, "x", 1).Read(1, "x", 1).Read(2, "x", null).History);
        Assert.That(report.Anomalies.Single().Involved, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(report.Anomalies.Single().Explanation, Is.EqualTo(
            "after the quiet point the last read of client 1 is read(\"x\") -> 1, and that of client 2 is read(\"x\") -> null."));
    }

    [Test]
    public void Reads_before_the_quiet_point_do_not_count()
    {
        var story = new Registers().Write(1, "x", 1).Read(1, "x", 1).Read(2, "x", null).Read(2, "x", 1);
        Assert.That(Convergence.Check(story.History, quietFrom: 5).Verdict, Is.EqualTo(ConsistencyVerdict.Unknown));
        Comes(ConsistencyVerdict.Unknown, new Registers().Read(1, "x", 7).Read(2, "x", null).Write(1, "x", 1));
    }

    [Test]
    public void One_reader_shows_nothing() => Comes(ConsistencyVerdict.Unknown, new Registers().Write(1, "x", 1).Read(2, "x", 1));

    [Test]
    public void A_lost_write_may_be_why_reads_differ_unless_a_quiet_point_is_given()
    {
        var story = new Registers().Lost(1, "x", 1).Read(1, "x", null).Read(2, "x", 1);
        Comes(ConsistencyVerdict.Unknown, story);
        Assert.That(Convergence.Check(story.History, quietFrom: 0).Verdict, Is.EqualTo(ConsistencyVerdict.Violation));
    }

    [Test]
    public void All_must_agree_on_what_somebody_wrote()
    {
        var story = new Registers().Write(1, "x", 1).Read(1, "x", 2).Read(2, "x", 2);
        Comes(ConsistencyVerdict.Violation, story);
        Assert.That(
            Convergence.Check(story.History, writtenOnly: false).Verdict, Is.EqualTo(ConsistencyVerdict.Satisfied));
        Comes(ConsistencyVerdict.Violation, new Registers().Write(1, "x", 1).Read(1, "x", null).Read(2, "x", null));
        Comes(ConsistencyVerdict.Satisfied, new Registers().Lost(1, "x", 1).Read(1, "x", null).Read(2, "x", null));
    }

    [Test]
    public void Convergence_is_its_definition()
    {
        var (satisfied, violated) = (0, 0);
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var random = new Random(seed);
            var history = Registers.Random(random, 6);
            var quiet = random.Next(-1, 4);
            var report = Convergence.Check(history, quiet, writtenOnly: false);
            var reads = history.Operations.Where(each => ((Call)each.Input).Name == "read" && each.Invoked > quiet).ToList();
            var last = reads.FindAll(read => !reads.Exists(later =>
                later.Client == read.Client && later.Index > read.Index && Key(later) == Key(read)));
            var differ = last.Exists(a => last.Exists(b => Key(a) == Key(b) && !Equals(a.Output, b.Output)));
            Assert.That(report.Verdict == ConsistencyVerdict.Violation, Is.EqualTo(differ), $"seed {seed}: {report}");
            if (report.Verdict == ConsistencyVerdict.Satisfied) satisfied++;
            if (differ) violated++;
        }

        Fuzz.BothVerdictsArePlentiful(satisfied, violated);
    }

    private static string Key(Operation operation) => (string)((Call)operation.Input).Key!;

    private static void Comes(ConsistencyVerdict verdict, Registers story) =>
        Assert.That(Convergence.Check(story.History).Verdict, Is.EqualTo(verdict));
}
