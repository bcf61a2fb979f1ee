using Katas.Engine.Simulation;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;
using Katas.Engine.Time;

namespace Katas.Harness.Tests.Reporting;

/// <summary>A spec of which one test is running, for the texts that name both.</summary>
internal sealed class GradedStub : IGraded
{
    private readonly VirtualTime _time = new();

    public GradedStub(TempClone clone, string subject = "solution")
    {
        clone.Solution = "public sealed class Welcome;";
        Subject = Subject.Compiled(
            clone.Welcome, SubjectName.Parse(subject), typeof(GradedStub).Assembly, null!, typeof(IDisposable), false);
        Calls = new CallLog(() => _time);
    }

    public Subject Subject { get; }

    public string TestName => "No_money_is_lost";

    public int Stage => 2;

    public int? Seed => null;

    public CallLog Calls { get; }

    public IList<string> Statistics { get; } = [];

    public IList<SurvivalMatrix> Survival { get; } = [];

    public void Begin(string testName, int stage) => Statistics.Clear();
}
