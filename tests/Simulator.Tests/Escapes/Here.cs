using System.Runtime.CompilerServices;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Escapes;
using Katas.Engine.Subjects;

namespace Katas.Simulation.Tests.Escapes;

/// <summary>Runs the programs of this folder, and finds their lines.</summary>
internal static class Here
{
    private static readonly SubjectImage Image = SubjectImage.FromFile(typeof(Here).Assembly.Location);

    /// <summary>A cluster of one such node.</summary>
    public static Scenario Alone(Type program) => new Scenario().Nodes(1, _ => (INode)Activator.CreateInstance(program)!);

    public static SimulatedCode CodeOf(Type type) => new(Image, type.FullName!);

    /// <summary>A test case for each class in a class.</summary>
    public static IEnumerable<TestCaseData> Programs(Type all, params string[] without) =>
        from program in all.GetNestedTypes()
        where !without.Contains(program.Name)
        select new TestCaseData(program).SetArgDisplayNames(program.Name);

    /// <summary>The first line of the class that is marked with "out", as <c>File.cs:12</c>.</summary>
    public static string Line(Type program, [CallerFilePath] string here = "")
    {
        var file = program.DeclaringType!.Name + ".cs";
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "Programs", file));
        var begin = Array.FindIndex(lines, line => line.Contains($"class {program.Name} ", StringComparison.Ordinal));
        return $"{file}:{Array.FindIndex(lines, begin, line => line.EndsWith("// out", StringComparison.Ordinal)) + 1}";
    }
}
