using System.Globalization;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Reporting.Histories;

namespace Katas.Judge.Tests.Diagrams;

/// <summary>What a failing test and the command line print of a verdict.</summary>
public sealed class HistoryTextTests
{
    [Test]
    public Task A_small_violation() => Show(Samples.StaleRead(withFaults: false));

    [Test]
    public Task With_faults() => Show(Samples.StaleRead());

    [Test]
    public Task Without_times_only_the_order_is_drawn() => Show(Samples.StaleRead(withFaults: false, TimeUnit.Position));

    [Test]
    public Task Open_and_relaxed_operations() => Show(Samples.OpenAndRelaxed());

    [Test]
    public Task Many_clients_are_folded() => Show(Samples.Many(40, i => i));

    [Test]
    public Task Long_labels_stand_in_a_legend() => Show(Samples.Many(3, i => new string('x', 60) + i));

    [Test]
    public Task Many_operations_that_never_overlap() => Show(Samples.Many(8, i => i * 1000, overlap: 0));

    [Test]
    public Task Unknown() => Verify(HistoryText.Render(Samples.Unknown));

    [Test]
    public Task Linearizable() => Verify(HistoryText.Render(Samples.Witness().Result));

    [Test]
    public void A_violation_without_an_explanation_is_one_line() => Assert.That(
        HistoryText.Render(Samples.Unexplained), Is.EqualTo("Not linearizable as queue"));

    [Test]
    [SetCulture("de-DE")]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var german = HistoryText.Render(Samples.Many(9, i => i + 0.5).Result);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Assert.That(german, Is.EqualTo(HistoryText.Render(Samples.Many(9, i => i + 0.5).Result)));
    }

    [Test]
    public void Long_values_that_differ_at_their_ends_get_names_that_differ()
    {
        var operations = Samples.Many(3, i => new string('x', 60) + i).History.Operations;
        Assert.That(Labels.Of(operations, key: null), Is.Unique);
    }

    [Test]
    public void A_value_cannot_break_its_line() =>
        Assert.That(Labels.OneLine("a\nb\u202Ec\0\ud800"), Is.EqualTo(@"a\nb\u202ec\u0000" + "\ufffd"));

    private static Task Show((History, CheckResult Result) sample) => Verify(HistoryText.Render(sample.Result));
}
