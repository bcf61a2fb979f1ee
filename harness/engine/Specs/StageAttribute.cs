using System.Runtime.CompilerServices;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace Katas.Engine.Specs;

/// <summary>Puts a test of a spec into a stage, as the category <c>Stage1</c>, <c>Stage2</c>, … and grades it.</summary>
/// <remarks>Every test of a spec carries it: it is also what guards the run against the subject.</remarks>
/// <param name="number">The stage's number in <c>kata.json</c>; the first is 1.</param>
/// <param name="line">Filled in by the compiler: within a stage, tests run in the order in which they are written.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StageAttribute(int number, [CallerLineNumber] int line = 0)
    : NUnitAttribute, IApplyToTest, IWrapTestMethod
{
    /// <summary>The property under which NUnit keeps the stage's number.</summary>
    public const string Property = "Stage";

    private const int LinesPerStage = 100_000;

    /// <summary>The stage's number.</summary>
    public int Number { get; } = number;

    /// <summary>The test's place among the tests of its spec: a stage builds on those before it.</summary>
    public int Order { get; } = (number * LinesPerStage) + line;

    /// <inheritdoc/>
    public void ApplyToTest(Test test)
    {
        ArgumentNullException.ThrowIfNull(test);
        test.Properties.Add(PropertyNames.Category, $"Stage{Number}");
        test.Properties.Set(Property, Number);
        test.Properties.Set(PropertyNames.Order, Order);
    }

    /// <inheritdoc/>
    public TestCommand Wrap(TestCommand command) => new GradedTest(command, Number);
}
