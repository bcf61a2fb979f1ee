using System.Diagnostics;
using System.Globalization;
using Katas.Engine.Interleaving;
using Katas.Engine.Subjects;

namespace Katas.Bench;

/// <summary>What the explorer costs: for each program CPU per schedule, and how many schedules each strategy needs.</summary>
internal static class ExplorerTable
{
    private const int Stressed = 100_000;

    private static readonly (string Name, string Members, bool IsBroken)[] Programs =
    [
        ("counter, 2 x 1 increment", """
            int _n;
            public void A() => _n++;
            public void B() => _n++;
            public void Check() { if (_n != 2) throw new Exception(); }
            """, true),
        ("atomic, 2 x 3 steps", """
            int _n;
            public void A() { for (var i = 0; i < 3; i++) Interlocked.Increment(ref _n); }
            public void B() => A();
            public void Check() { if (_n != 6) throw new Exception(); }
            """, false),
        ("lock, 2 x 3 sections", """
            object _gate = new();
            int _n;
            public void A() { for (var i = 0; i < 3; i++) lock (_gate) _n++; }
            public void B() => A();
            public void Check() { if (_n != 6) throw new Exception(); }
            """, false),
        ("two places, 2 x 8 steps", """
            int _a, _b;
            static void Add(ref int n) { for (var i = 0; i < 8; i++) Interlocked.Increment(ref n); }
            public void A() { Add(ref _a); Interlocked.Increment(ref _b); }
            public void B() { Add(ref _b); Interlocked.Increment(ref _a); }
            public void Check() { }
            """, false),
        ("double-checked flag", """
            object _gate = new();
            int _value;
            bool _isMade;
            public void A()
            {
                if (!_isMade) lock (_gate) if (!_isMade) { _value = 5; _isMade = true; }
                if (_value != 5) throw new Exception();
            }
            public void B() => A();
            public void Check() { }
            """, true),
        ("wait under if", """
            object _gate = new();
            int _n;
            public void A()
            {
                lock (_gate) { if (_n == 0) Monitor.Wait(_gate); if (--_n < 0) throw new Exception(); }
            }
            public void B() => A();
            public void C() { lock (_gate) { _n = 1; Monitor.PulseAll(_gate); } lock (_gate) { _n++; Monitor.PulseAll(_gate); } }
            public void Check() { }
            """, true),
        ("lock order", """
            object _first = new(), _second = new();
            public void A() { lock (_first) lock (_second) { } }
            public void B() { lock (_second) lock (_first) { } }
            public void Check() { }
            """, true),
    ];

    public static int Run()
    {
        Console.WriteLine("program                    | strategy          | found        | schedules | CPU us per schedule");
        foreach (var (name, members, isBroken) in Programs)
        {
            var image = Compile(members);
            foreach (var strategy in Enum.GetValues<ExplorationStrategy>())
                Print(name, strategy, image);
            if (isBroken)
                Stress(name, image);
        }

        Rewriting();
        return 0;
    }

    private static void Print(string name, ExplorationStrategy strategy, SubjectImage image)
    {
        var options = new ExplorationOptions { Strategy = strategy, MaxSchedules = 70_000 };
        Explore(image, options); // compiles the hooks
        var before = Environment.CpuUsage.TotalTime;
        var result = Explore(image, options);
        var spent = Environment.CpuUsage.TotalTime - before;
        var found = result.Outcome == ExplorationOutcome.Passed ? result.Complete ? "all" : "-" : $"{result.Finding}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-26} | {strategy,-17} | {found,-12} | {result.Schedules,9} | "
            + $"{spent.TotalMicroseconds / result.Schedules,8:F0}"));
    }

    /// <summary>The same operations on real threads, for comparison: how many of so many runs fail.</summary>
    private static void Stress(string name, SubjectImage image)
    {
        if (name is "lock order" or "wait under if")
            return; // a run that fails would not end
        var type = System.Reflection.Assembly.Load(image.Assembly.ToArray()).GetType("Program")!;
        var failed = 0;
        var before = Environment.CpuUsage.TotalTime;
        for (var run = 0; run < Stressed; run++)
        {
            var program = (IProgram)Activator.CreateInstance(type)!;
            using var start = new Barrier(2);
            var (threwA, threwB) = (false, false);
            Parallel.Invoke(
                () => threwA = Throws(() => { start.SignalAndWait(); program.A(); }),
                () => threwB = Throws(() => { start.SignalAndWait(); program.B(); }));
            failed += threwA || threwB || Throws(() => program.Check()) ? 1 : 0;
        }

        var spent = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-26} | real threads      | {failed,5} failed | {Stressed,9} | {spent.TotalMicroseconds / Stressed,8:F0}"));
    }

    private static bool Throws(Action action)
    {
#pragma warning disable CA1031 // Whatever the program throws is its failure.
        try
        {
            action();
            return false;
        }
        catch (Exception)
        {
            return true;
        }
#pragma warning restore CA1031
    }

    private static ExplorationResult Explore(SubjectImage image, ExplorationOptions options)
    {
        using var twin = InstrumentedAssembly.Load(image.Assembly, image.Symbols);
        IProgram New() => (IProgram)Activator.CreateInstance(twin.Assembly.GetType("Program", throwOnError: true)!)!;
        return Explorer.Explore(
            twin, New, [new("A", p => p.A()), new("B", p => p.B()), new("C", p => p.C())], p => p.Check(), options);
    }

    private static void Rewriting()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 60).Select(i =>
            $"int _f{i}; object _g{i} = new(); public int M{i}(int[] a)\n"
            + $"{{\n lock (_g{i}) _f{i} += a[{i % 5}];\n return _f{i} + _f{(i + 1) % 60};\n}}"));
        var image = Compile("public void A() { } public void B() { } public void Check() { }\n" + lines);
        for (var run = 0; run < 6; run++)
        {
            var watch = Stopwatch.StartNew();
            using var twin = InstrumentedAssembly.Load(image.Assembly, image.Symbols);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                    $"rewrite a class of 300 lines, run {run + 1}: {watch.Elapsed.TotalMilliseconds:F0} ms"));
        }
    }

    private static SubjectImage Compile(string members)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(IProgram).Assembly.Location);
        var result = new SubjectCompiler(references, []).Compile(
            "Program", [new SourceFile("Program.cs",
                $"using System.Threading;\npublic class Program : Katas.Bench.IProgram {{ {members} }}")]);
        return result.Image ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
