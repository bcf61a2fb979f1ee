using System.Reflection;
using Katas.Engine.Grading;

namespace Katas.Harness.Tests.Grading;

public sealed class SpecSuiteTests
{
    [Test]
    public void Tests_come_stage_by_stage_in_the_order_in_which_they_are_written() => Assert.That(
        Tests("Foundations.WelcomeSpec").Select(test => $"{test.Stage} {test.Name}"),
        Is.EqualTo(new[]
        {
            "1 Starts_at_zero", "1 Counts_one_after_another", "1 Counters_are_independent",
            "2 No_increment_is_lost", "2 No_increment_is_lost_by_a_busy_door",
            "2 A_reader_never_sees_a_visitor_who_has_not_come", "2 Two_readers_see_everyone_who_has_come",
        }));

    [Test]
    public void Cases_of_a_test_have_its_stage() => Assert.That(
        Tests("Concurrency.RateLimiterSpec").Where(test => test.Name.Contains('(')).Select(test => test.Stage),
        Is.Not.Empty.And.All.EqualTo(1));

    private static IReadOnlyList<PlannedTest> Tests(string spec) =>
        new SpecSuite(Assembly.Load("Katas.Specs").GetType($"Katas.Specs.{spec}", throwOnError: true)!, null!).Tests;
}
