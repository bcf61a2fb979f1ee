using System.Reflection;
using System.Runtime.Loader;
using Katas.Engine.Interleaving;
using Katas.Engine.Interleaving.Hooks;
using Katas.Engine.Interleaving.Rewriting;
using Mono.Cecil;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>A twin does what its original does.</summary>
internal sealed class RewritingTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void A_twin_computes_what_its_original_computes(bool optimize)
    {
        var (image, symbols) = SampleProgram.Emit(Battery.Source, optimize);
        var original = new AssemblyLoadContext("original", isCollectible: true);
        var expected = Run(original.LoadFromStream(new MemoryStream(image)));
        using var twin = InstrumentedAssembly.Load(image, symbols);

        Assert.That(Run(twin.Assembly), Is.EqualTo(expected));
        Assert.That(expected, Does.EndWith("pattern;"));
        original.Unload();
    }

    [TestCase(false)]
    [TestCase(true)]
    public void So_it_does_while_it_is_explored(bool optimize)
    {
        var (image, symbols) = SampleProgram.Emit(Battery.Source, optimize);
        using var twin = InstrumentedAssembly.Load(image, symbols);
        var expected = Run(twin.Assembly);
        var said = new string[2];
        var result = Explorer.Explore(
            twin,
            twin.New<IBattery>,
            [new ThreadOperation<IBattery>("Run", b => said[0] = b.Run())],
            _ => said[1] = "checked",
            new ExplorationOptions { MaxSchedules = 3, MaxStepsPerSchedule = 100_000 });

        Assert.That(result.Outcome, Is.EqualTo(ExplorationOutcome.Passed), $"{result.Reason} {result.Failure}");
        Assert.That(said, Is.EqualTo([Run(Fresh(image)), "checked"]));
        Assert.That(said[0], Is.EqualTo(expected));
    }

    [Test]
    public void Each_hook_replaces_a_method_of_the_framework() =>
        Assert.That(Replacements.All.Select(Replacements.Original), Has.None.Null.And.Count.GreaterThan(40));

    /// <summary>A nested type has no namespace of its own: Lock.Scope.Dispose was once passed over for that.</summary>
    [Test]
    public void Every_hook_is_found_from_a_call_of_what_it_replaces()
    {
        using var module = ModuleDefinition.CreateModule("calls", ModuleKind.Dll);
        Assert.That(
            Replacements.All.Where(hook =>
                !Replacements.TryFind(module.ImportReference(Replacements.Original(hook)!), null, out var found)
                || found != hook),
            Is.Empty);
    }

    [Test]
    public void Every_class_with_a_hook_is_listed() => Assert.That(
        typeof(Replacements).Assembly.GetTypes().Where(type => type
            .GetMethods(BindingFlags.Public | BindingFlags.Static).Any(m => m.IsDefined(typeof(ReplacesAttribute)))),
        Is.EquivalentTo(Replacements.Hosts));

    [Test]
    public void A_twin_without_symbols_has_no_lines()
    {
        var (image, _) = SampleProgram.Emit(Samples.Counter(
            "private int _n; public int Value => _n; public void Increment() => _n++;"));
        using var twin = InstrumentedAssembly.Load(image, default);
        var increment = new ThreadOperation<ICounter>("Increment", c => c.Increment());
        var result = Explorer.Explore(twin, twin.New<ICounter>, [increment, increment], Samples.ExpectTwo);

        Assert.That(result.Trace.Select(s => (s.File, s.Line)), Is.All.EqualTo(((string?)null, 0)));
    }

    [Test]
    public void A_disposed_twin_is_refused()
    {
        var twin = SampleProgram.Compile(Samples.Counter("public int Value => 2; public void Increment() { }"));
        twin.Dispose();

        Assert.That(() => twin.Assembly, Throws.TypeOf<ObjectDisposedException>());
    }

    private static Assembly Fresh(byte[] image) =>
        new AssemblyLoadContext("fresh", isCollectible: true).LoadFromStream(new MemoryStream(image));

    private static string Run(Assembly assembly) =>
        ((IBattery)Activator.CreateInstance(assembly.GetType("Sample", throwOnError: true)!)!).Run();
}
