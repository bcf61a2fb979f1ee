using Katas.Engine.Simulation;
using Katas.Engine.Subjects;

namespace Katas.Engine.Specs;

/// <summary>What the runner and the reports need to know of a spec while one of its tests runs.</summary>
internal interface IGraded
{
    /// <summary>What is graded.</summary>
    Subject Subject { get; }

    /// <summary>The running test's name.</summary>
    string TestName { get; }

    /// <summary>The running test's stage.</summary>
    int Stage { get; }

    /// <summary>The seed of the running check, where the test runs one check for many.</summary>
    int? Seed { get; }

    /// <summary>What the test has asked of the subject so far.</summary>
    CallLog Calls { get; }

    /// <summary>What the running test says of itself: schedules, seeds.</summary>
    IList<string> Statistics { get; }

    /// <summary>What the running test's simulations survive, if somebody asked for that.</summary>
    IList<SurvivalMatrix> Survival { get; }

    /// <summary>Makes a fresh clock, log and random source for the test that is about to run.</summary>
    void Begin(string testName, int stage);
}
