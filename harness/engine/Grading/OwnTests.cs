using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>Compiles a learner's own tests, once for each state of their file.</summary>
/// <remarks>One thread at a time.</remarks>
/// <param name="compiler">Compiles against the engine and NUnit, as the grading projects do.</param>
internal sealed class OwnTests(SubjectCompiler compiler)
{
    private (string Text, Type? Fixture, CompileResult Compiled)? _last;

    /// <summary>The fixture, or what the compiler says.</summary>
    /// <exception cref="SubjectBrokenException">The file is not there.</exception>
    public (Type? Fixture, CompileResult Compiled) Load(Kata kata, string file)
    {
        if (!File.Exists(file))
            throw new SubjectBrokenException(
                $"{Path.GetRelativePath(kata.Root, file)} is not there; your own tests belong into it.");
        var source = SourceFile.Read(file);
        if (_last is { } last && last.Text == source.Text) return (last.Fixture, last.Compiled);
        var name = $"{kata.Name}OwnTests";
        var compiled = compiler.Compile(
            $"{name}.Fixture", [source, new SourceFile("Surroundings.g.cs", Surroundings(kata.Track, name))], CompileFor.Grading);
        var fixture = compiled.Image is null
            ? null
            : new SubjectContext().Load(compiled.Image)
                .GetType($"Katas.Grading.{kata.Track}.{name}OfTheSubject", throwOnError: true);
        _last = (source.Text, fixture, compiled);
        return (fixture, compiled);
    }

    /// <summary>What the grading projects import by themselves, and a class that can be made.</summary>
    private static string Surroundings(string track, string name) => $"""
        global using Katas.Engine.Subjects;
        global using NUnit.Framework;
        global using Katas.{track};

        namespace Katas.Grading.{track};

        public sealed class {name}OfTheSubject(Subject subject) : {name}(subject);
        """;
}
