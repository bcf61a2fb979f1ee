using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

public sealed class SessionFuzzTests
{
    [Test]
    public void Read_your_writes_is_its_definition() => Compare(SessionGuarantee.ReadYourWrites, increasing: false);

    [Test]
    public void Monotonic_reads_is_its_definition() => Compare(SessionGuarantee.MonotonicReads, increasing: false);

    [Test]
    public void Writes_follow_reads_is_its_definition() => Compare(SessionGuarantee.WritesFollowReads, increasing: false);

    [Test]
    public void Read_your_writes_with_version_numbers_is_its_definition() =>
        Compare(SessionGuarantee.ReadYourWrites, increasing: true);

    [Test]
    public void Monotonic_reads_with_version_numbers_is_its_definition() =>
        Compare(SessionGuarantee.MonotonicReads, increasing: true);

    [Test]
    public void Writes_follow_reads_with_version_numbers_is_its_definition() =>
        Compare(SessionGuarantee.WritesFollowReads, increasing: true);

    [Test]
    public void Any_of_them_together_are_their_definition() => Compare(null, increasing: false);

    [Test]
    public void Any_of_them_together_with_version_numbers_are_their_definition() => Compare(null, increasing: true);

    private static void Compare(SessionGuarantee? asked, bool increasing)
    {
        var (satisfied, violated) = (0, 0);
        for (var seed = 0; seed < Fuzz.Runs; seed++)
        {
            var random = new Random(seed);
            var guarantees = asked ?? (SessionGuarantee)random.Next(1, 16);
            var history = Registers.Random(random, 8);
            var tiny = new TinyHistory(history);
            if (Enumerable.Range(0, tiny.Count).Count(tiny.IsWrite) > 4) continue;
            var report = SessionGuarantees.Check(history, guarantees, increasing ? SessionGuarantees.IncreasingNumbers : null);
            var expected = new SessionDefinition(tiny, guarantees, increasing).Holds();
            Assert.That(
                report.Verdict,
                Is.EqualTo(expected ? ConsistencyVerdict.Satisfied : ConsistencyVerdict.Violation),
                () => $"seed {seed}, {guarantees}\n{Registers.Text(history)}\n{report}");
            if (expected) satisfied++;
            else violated++;
        }

        Fuzz.BothVerdictsArePlentiful(satisfied, violated);
    }
}
