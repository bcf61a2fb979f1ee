using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving.Gallery;

/// <summary>Each mistake is found, by its own name, in every order of search; what is mended is never reported.</summary>
internal sealed class GalleryTests
{
    private static readonly ExplorationStrategy[] Strategies =
        [ExplorationStrategy.PartialOrder, ExplorationStrategy.PreemptionBounded, ExplorationStrategy.Automatic];

    private static readonly Exhibit[] Exhibits =
    [
        .. LostUpdates.All, .. CheckThenActs.All, .. AsyncRaces.All, .. LockOrders.All, .. LostWakeUps.All, .. Semaphores.All,
        .. Publications.All, .. DataRaces.All, .. Shutdowns.All, .. Livelocks.All, .. TasksNotAwaited.All,
        .. SwallowedExceptions.All,
    ];

    private static IEnumerable<TestCaseData> Mistakes =>
        from exhibit in Exhibits
        from strategy in Strategies
        select new TestCaseData(exhibit, strategy).SetArgDisplayNames($"{exhibit.Finding}: {exhibit.Name}", $"{strategy}");

    private static IEnumerable<TestCaseData> Pairs =>
        Exhibits.Select(e => new TestCaseData(e).SetArgDisplayNames($"{e.Finding}: {e.Name}"));

    private static IEnumerable<TestCaseData> CorrectOnes =>
        CorrectProgram.All.Select(p => new TestCaseData(p.Members).SetArgDisplayNames(p.Name));

    [TestCaseSource(nameof(Mistakes))]
    public void A_mistake_is_found_and_named(Exhibit exhibit, ExplorationStrategy strategy)
    {
        var result = exhibit.Explore(strategy);

        Assert.That(result.Finding, Is.EqualTo(exhibit.Finding), () => Samples.Describe(result));
        if (exhibit.Outcome is { } outcome)
            Assert.That(result.Outcome, Is.EqualTo(outcome), () => Samples.Describe(result));
    }

    /// <summary>A worker that was there before has more to do at any time; what an operation starts should have ended.</summary>
    [TestCase("public Sample() => Task.Run(WorkAsync); public void Left() => _go.SetResult();", Finding.WrongResult)]
    [TestCase("public void Left() { _go.SetResult(); _ = Task.Run(WorkAsync); }", Finding.TaskNotAwaited)]
    public void Only_work_of_an_operation_is_not_awaited(string members, Finding finding)
    {
        var result = Exhibit.Explore(
            members + """
            private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private volatile int _done;
            private async Task WorkAsync() { await _go.Task; _done = 1; }
            public void Check() => throw new Exception("wrong in any case");
            """,
            ExplorationStrategy.PartialOrder);

        Assert.That(result.Finding, Is.EqualTo(finding), () => Samples.Describe(result));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Its_trace_is_the_same_each_time(Exhibit exhibit)
    {
        var first = exhibit.Explore(ExplorationStrategy.PartialOrder);
        var second = exhibit.Explore(ExplorationStrategy.PartialOrder);

        Assert.That(first.Trace, Is.Not.Empty);
        Assert.That(second.Trace, Is.EqualTo(first.Trace));
        Assert.That(second.Replay, Is.EqualTo(first.Replay));
    }

    [TestCaseSource(nameof(Pairs))]
    public void Once_mended_it_is_accepted(Exhibit exhibit) =>
        Samples.AssertAccepted(exhibit.ExploreMended(ExplorationStrategy.PartialOrder));

    [TestCaseSource(nameof(CorrectOnes))]
    public void A_correct_program_is_accepted(string members) =>
        Samples.AssertAccepted(Exhibit.Explore(members, ExplorationStrategy.PartialOrder));

    /// <summary>A pair is worth something only if it compiles and differs at one place.</summary>
    [TestCaseSource(nameof(Pairs))]
    public void Both_twins_compile_and_differ_by_the_fix_alone(Exhibit exhibit)
    {
        Assert.That(exhibit.Members.Split(exhibit.Mistake), Has.Length.EqualTo(2));
        Assert.That(exhibit.MendedMembers, Is.Not.EqualTo(exhibit.Members));
        Assert.That(SampleProgram.Emit(Exhibit.Source(exhibit.Members)).Image, Is.Not.Empty);
        Assert.That(SampleProgram.Emit(Exhibit.Source(exhibit.MendedMembers)).Image, Is.Not.Empty);
    }

    [TestCaseSource(nameof(CorrectOnes))]
    public void Each_correct_program_compiles(string members) =>
        Assert.That(SampleProgram.Emit(Exhibit.Source(members)).Image, Is.Not.Empty);

    [Test]
    public void Each_kind_of_mistake_has_several_programs() => Assert.That(
        Enum.GetValues<Finding>().Except([Finding.None, Finding.WrongResult])
            .Where(finding => Exhibits.Count(exhibit => exhibit.Finding == finding) < 3),
        Is.Empty);

    [Test]
    public void No_two_have_the_same_name() =>
        Assert.That(Exhibits.Select(e => e.Name).Concat(CorrectProgram.All.Select(p => p.Name)), Is.Unique);

    [Test]
    public void There_are_many() => Assert.That(Exhibits, Has.Length.GreaterThanOrEqualTo(70));
}
