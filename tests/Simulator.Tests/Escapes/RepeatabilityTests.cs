using Katas.Engine.Simulation;
using Katas.Simulation.Tests.Escapes.Programs;

namespace Katas.Simulation.Tests.Escapes;

/// <summary>Runs that do not come out the same are reported as such, at the step at which they part.</summary>
public sealed class RepeatabilityTests
{
    [Test]
    public void A_pass_that_cannot_be_repeated_is_none()
    {
        var failure = Check(typeof(ForgetfulPrograms.Counts), SimulationFinding.NotRepeatable);
        Assert.That(failure.Evidence, Does.Match(
            @"^Step 2: first run: n1 observes count = (\d+) at 0 ms; second run: n1 observes count = (?!\1\b)\d+ at 0 ms\."));
        Assert.That(failure.Evidence, Does.Contain(
            $"A likely cause is Counts._count at {Here.Line(typeof(ForgetfulPrograms.Counts))}"));
        Assert.That(failure.Step, Is.EqualTo(2));
    }

    [Test]
    public void A_run_that_ends_sooner_is_told()
    {
        var failure = Check(typeof(ForgetfulPrograms.Collects), SimulationFinding.NotRepeatable);
        Assert.That(failure.Evidence, Does.StartWith(
            "Step 1: first run: n1 sends \"first\" to n1 at 0 ms; second run: nothing happens any more."));
        Assert.That(failure.Evidence, Does.Contain(Here.Line(typeof(ForgetfulPrograms.Collects))));
    }

    [Test]
    public void A_failure_that_cannot_be_repeated_is_told_instead_of_the_failure()
    {
        ForgetfulPrograms.FailsOnceOnly.Forget();
        var failure = Check(typeof(ForgetfulPrograms.FailsOnceOnly), SimulationFinding.NotRepeatable);
        Assert.That(failure.Evidence, Does.Contain("First run: n1 threw").And.Contain("Second run: It passed."));
    }

    [Test]
    public void Real_time_that_no_code_was_read_for_is_seen_by_its_effect()
    {
        var result = Simulator.Check(Here.Alone(typeof(RealPrograms.Watch)), new SimulationOptions { Seeds = 3 });
        Assert.That(result.Finding, Is.EqualTo(SimulationFinding.NotRepeatable));
    }

    [Test]
    public void Only_the_first_of_many_passes_is_run_twice()
    {
        var starts = 0;
        Simulator.Check(new Scenario().Nodes(1, _ =>
        {
            starts++;
            return new Program(_ => Task.CompletedTask);
        }), new SimulationOptions { Seeds = 10 });
        Assert.That(starts, Is.EqualTo(11));
    }

    private static SimulationFailure Check(Type program, SimulationFinding finding)
    {
        var result = Simulator.Check(Here.Alone(program), new SimulationOptions { Seeds = 3, Code = Here.CodeOf(program) });
        Assert.That(result.Finding, Is.EqualTo(finding), result.Failure?.Evidence);
        return result.Failure!;
    }
}
