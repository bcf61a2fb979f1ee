using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Escapes;
using Katas.Simulation.Tests.Escapes.Programs;

namespace Katas.Simulation.Tests.Escapes;

/// <summary>
/// What stays inside the simulator and what leaves it, one construct a row. A new runtime may change it: the row that fails is
/// the one that changed.
/// </summary>
public sealed class ConformanceTests
{
    private static IEnumerable<TestCaseData> Staying() =>
        from row in StayingPrograms.All.Concat(StayingTasks.All)
        select new TestCaseData(row.Value).SetArgDisplayNames(row.Key);

    private static IEnumerable<TestCaseData> Leaving() => Here.Programs(typeof(LeavingPrograms));

    private static IEnumerable<TestCaseData> Real() => Here.Programs(typeof(RealPrograms), nameof(RealPrograms.InAnotherClass));

    [TestCaseSource(nameof(Staying))]
    public void It_stays_inside(Func<INodeContext, Task> body)
    {
        var scenario = new Scenario().Nodes(2, _ => new Program(body))
            .Sometimes("it is through", view => view.All("done").Count >= 2);
        var options = new SimulationOptions { Seeds = 5, Code = Here.CodeOf(body.Method.DeclaringType!) };
        Assert.That(Simulator.Check(scenario, options).Failure?.Evidence, Is.Null);
        Assert.That(Simulator.Check(scenario, options with { Code = null }).Failure?.Evidence, Is.Null);
    }

    [TestCaseSource(nameof(Leaving))]
    public void It_leaves_and_is_told_with_its_line(Type program)
    {
        var result = Check(program, Here.CodeOf(program));
        Assert.That(result.Finding, Is.EqualTo(SimulationFinding.Escaped), result.Failure?.Evidence);
        Assert.That(result.Failure!.Evidence, Does.Contain($"at {Here.Line(program)}, because of "));
    }

    [TestCaseSource(nameof(Leaving))]
    public void It_leaves_and_is_noticed_without_its_code_too(Type program) =>
        Assert.That(Check(program, code: null).Finding, Is.EqualTo(SimulationFinding.Escaped));

    [TestCaseSource(nameof(Leaving))]
    public void It_is_told_in_the_same_words_each_time(Type program)
    {
        var told = Check(program, Here.CodeOf(program)).Failure;
        for (var i = 0; i < 5; i++)
        {
            var again = Check(program, Here.CodeOf(program)).Failure;
            Assert.That(again?.Time, Is.EqualTo(told!.Time));
            Assert.That(again?.Evidence.Split(" Then ")[0], Is.EqualTo(told.Evidence.Split(" Then ")[0]));
        }
    }

    [TestCaseSource(nameof(Real))]
    public void What_no_tripwire_sees_is_found_in_the_code(Type program)
    {
        var result = Check(program, Here.CodeOf(program));
        Assert.That(result.Finding, Is.EqualTo(SimulationFinding.Escaped), result.Failure?.Evidence);
        Assert.That(
            result.Failure!.Evidence, Does.StartWith($"The code leaves the simulator at {Here.Line(program)}, because of "));
    }

    [Test]
    public void What_a_program_calls_is_read_too_and_no_other_code_of_the_assembly()
    {
        var program = typeof(RealPrograms.InAnotherClass);
        var evidence = Check(program, Here.CodeOf(program)).Failure?.Evidence;
        Assert.That(evidence, Does.Contain("RealPrograms.cs:").And.Contain("DateTimeOffset.Now").And.Not.Contain("So do"));
    }

    [Test]
    public void Code_that_escaped_cannot_hurt_the_next_run()
    {
        foreach (var program in typeof(LeavingPrograms).GetNestedTypes())
        {
            Check(program, code: null);
            var scenario = new Scenario().Nodes(1, _ => new Program(StayingPrograms.All["Task.Yield"]));
            Assert.That(Simulator.Run(scenario, new RunPlan(1)).Failure, Is.Null);
        }
    }

    [Test]
    public void A_tripwire_names_the_line_at_which_it_saw_the_code()
    {
        var program = typeof(LeavingPrograms.TaskRunNotAwaited);
        var evidence = Check(program, code: null).Failure!.Evidence;
        Assert.That(evidence, Does.Contain("called Observe at RunAsync (").And.Contain(Here.Line(program)));
    }

    private static SimulationResult Check(Type program, SimulatedCode? code) =>
        Simulator.Check(Here.Alone(program), new SimulationOptions { Seeds = 3, Code = code });
}
