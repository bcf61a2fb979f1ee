using System.Reflection;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace Katas.Engine.Grading;

/// <summary>A spec bound to a subject, run by NUnit's own runner.</summary>
internal sealed class SpecSuite : ITestAssemblyBuilder, IPreFilter
{
    private readonly TestAssembly _suite;

    /// <param name="spec">The spec's class; its constructor takes a <see cref="Subject"/>.</param>
    /// <param name="subject">What to grade.</param>
    public SpecSuite(Type spec, Subject subject)
    {
        _suite = new TestAssembly(spec.Assembly, spec.Assembly.GetName().Name!);
        _suite.Add(new NUnitTestFixtureBuilder().BuildFrom(
            new TypeWrapper(spec), this, new NUnit.Framework.TestFixtureAttribute(subject)));
    }

    /// <summary>The tests, stage by stage.</summary>
    public IReadOnlyList<PlannedTest> Tests =>
        [.. Leaves(_suite).OrderBy(OrderOf).Select(test => new PlannedTest(test.Name, StageOf(test)))];

    /// <summary>Runs the named tests, in the order of the suite.</summary>
    public void Run(IReadOnlySet<string> names, ITestListener listener)
    {
        var runner = new NUnitTestAssemblyRunner(this);
        runner.Load(_suite.Assembly!, Settings);
        runner.Run(listener, new NameFilter(names));
    }

    /// <summary>
    /// No workers: tests run one after another. Events come at once: those in a queue would die with the process, and the
    /// death would be laid to the wrong test.
    /// </summary>
    private static Dictionary<string, object> Settings =>
        new() { ["NumberOfTestWorkers"] = 0, ["SynchronousEvents"] = true };

    ITest ITestAssemblyBuilder.Build(Assembly assembly, IDictionary<string, object> options) => _suite;

    ITest ITestAssemblyBuilder.Build(string assemblyName, IDictionary<string, object> options) => _suite;

    bool IPreFilter.IsMatch(Type type) => true;

    bool IPreFilter.IsMatch(Type type, MethodInfo method) => true;

    private static IEnumerable<ITest> Leaves(ITest test) => test.IsSuite ? test.Tests.SelectMany(Leaves) : [test];

    private static int OrderOf(ITest test) => Property(test, PropertyNames.Order) ?? int.MaxValue;

    private static int StageOf(ITest test) => Property(test, StageAttribute.Property) ?? 0;

    /// <summary>A test with cases carries its attributes once, above them.</summary>
    private static int? Property(ITest? test, string name) =>
        test is null ? null : test.Properties.Get(name) as int? ?? Property(test.Parent, name);

    private sealed class NameFilter(IReadOnlySet<string> names) : ITestFilter
    {
        public bool Pass(ITest test) => test.IsSuite ? test.Tests.Any(Pass) : names.Contains(test.Name);

        public bool IsExplicitMatch(ITest test) => Pass(test);

        public TNode ToXml(bool recursive) => new("filter");

        public TNode AddToXml(TNode parentNode, bool recursive) => parentNode.AddElement("filter");
    }
}
